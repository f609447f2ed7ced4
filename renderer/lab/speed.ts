import { assertNever } from '../../src-core/assert-never';
import type { Pace } from '../../src-core/contract/run-event';

/** The two speeds of the bar. */
export type Speed = 'article' | 'full';

/** The article draws a window every 50 ms. */
const ARTICLE_STEPS_PER_SECOND = 20;

/** The speed that a run with this pace has. */
export function speedOf(pace: Pace): Speed {
  switch (pace.kind) {
    case 'paced':
      return 'article';
    case 'full':
      return 'full';
    default:
      return assertNever(pace);
  }
}

/** What a speed asks of the trainer. */
export function paceOf(speed: Speed): Pace {
  return speed === 'article' ? { kind: 'paced', stepsPerSecond: ARTICLE_STEPS_PER_SECOND } : { kind: 'full' };
}
