// The gallery, a file per experiment. Figures are measured over 20 seeds; test/cli/presets.test.ts measures them again.
import { activation } from './activation';
import { adding100 } from './adding-100';
import { adding50 } from './adding-50';
import { article } from './article';
import { bidirectional } from './bidirectional';
import { clipping } from './clipping';
import { clippingDoesNothing } from './clipping-does-nothing';
import { deep } from './deep';
import { init } from './init';
import { lrClipSweep } from './lr-clip-sweep';
import { nanRescue } from './nan-rescue';
import { normalization } from './normalization';
import { rnnLstm } from './rnn-lstm';
import { sunspots } from './sunspots';
import { temporalOrder } from './temporal-order';
import { vanishing } from './vanishing';
import type { Preset } from './preset';

export const PRESETS: readonly Preset[] = [
  article,
  rnnLstm,
  clipping,
  nanRescue,
  clippingDoesNothing,
  bidirectional,
  deep,
  init,
  activation,
  normalization,
  lrClipSweep,
  vanishing,
  adding50,
  adding100,
  temporalOrder,
  sunspots,
];
