import { describe, expect, it } from 'vitest';
import { parseArguments } from '../../electron/main/arguments';

describe('parseArguments', () => {
  it('draws weights from the seed unless it is told otherwise, and lets the flags of Chromium pass', () => {
    expect(
      parseArguments(['electron', '.', '--no-sandbox', '--remote-debugging-port=0', '-x'], {
        folder: '/from',
        namesApp: true,
      }),
    ).toEqual({ weights: null, file: null });
  });

  it('takes weights in both forms, from the folder of the caller', () => {
    expect(
      parseArguments(['electron', '.', '--weights', 'w.safetensors'], { folder: '/from', namesApp: true }),
    ).toEqual({
      weights: '/from/w.safetensors',
      file: null,
    });
    expect(
      parseArguments(['electron', '.', '--weights=../w.safetensors', '--no-sandbox'], {
        folder: '/from/here',
        namesApp: true,
      }),
    ).toEqual({
      weights: '/from/w.safetensors',
      file: null,
    });
    expect(
      parseArguments(['electron', '.', '--weights', '/abs/w.safetensors'], {
        folder: '/from',
        namesApp: true,
      }),
    ).toEqual({
      weights: '/abs/w.safetensors',
      file: null,
    });
  });

  it.each([
    [['electron', '.', '--weights']],
    [['electron', '.', '--weights=']],
    [['electron', '.', '--weights', '--x']],
  ])('refuses weights without a file: %j', (argv) => {
    expect(() => parseArguments(argv, { folder: '/from', namesApp: true })).toThrow(
      '--weights expects the path of a .safetensors or .npz file, got nothing.',
    );
  });

  it('takes one experiment file, wherever it stands', () => {
    const there = { weights: null, file: '/from/a.unroll.json' };
    const at = { folder: '/from', namesApp: true };
    expect(parseArguments(['electron', '--inspect=0', '.', '--x', 'a.unroll.json'], at)).toEqual(there);
    expect(
      parseArguments(['unroll-app', 'a.unroll.json', '--weights', 'w'], { folder: '/from', namesApp: false }),
    ).toEqual({ weights: '/from/w', file: '/from/a.unroll.json' });
    expect(() => parseArguments(['electron', '.', 'a.json', 'b.json'], at)).toThrow(
      'The window opens one experiment file, got also b.json.',
    );
  });
});
