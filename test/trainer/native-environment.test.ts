import util from 'node:util';
import { describe, expect, it } from 'vitest';
import { restoreRemovedUtil, setNativeEnvironment } from '../../electron/trainer/native-environment';

describe('setNativeEnvironment', () => {
  it('sets what is not set, and leaves the rest', () => {
    const environment: NodeJS.ProcessEnv = { TF_NUM_INTRAOP_THREADS: '4' };
    setNativeEnvironment(environment);
    expect(environment).toEqual({
      TF_NUM_INTRAOP_THREADS: '4',
      TF_NUM_INTEROP_THREADS: '1',
      TF_CPP_MIN_LOG_LEVEL: '2',
    });
  });
});

describe('restoreRemovedUtil', () => {
  it('leaves node:util with the functions that tfjs-node calls', () => {
    restoreRemovedUtil();
    const { isNullOrUndefined, isArray } = util as unknown as Record<string, (value: unknown) => boolean>;
    expect([null, undefined, 0].map((value) => isNullOrUndefined?.(value))).toEqual([true, true, false]);
    // Node's own prints a warning from Node 22 on.
    expect(isArray).toBe(Array.isArray);
    expect([[], {}].map((value) => isArray?.(value))).toEqual([true, false]);
  });
});
