// The page's only way out: `window.unroll`, put there by the preload script.
import { inject, type InjectionKey } from 'vue';
import type { Bridge } from '../src-core/contract/ipc';

declare global {
  interface Window {
    /** Absent where the page is opened outside the app. */
    readonly unroll?: Bridge;
  }
}

export const BRIDGE: InjectionKey<Bridge> = Symbol('bridge');

/** The bridge handed to the app. @throws outside a component of the app. */
export function useBridge(): Bridge {
  const bridge = inject(BRIDGE);
  if (bridge === undefined)
    throw new Error('Expected a bridge from the app, got none: provide BRIDGE first.');
  return bridge;
}
