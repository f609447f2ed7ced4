import { describe, expect, it } from 'vitest';
import { parseArguments } from '../../electron/main/arguments';

describe('parseArguments', () => {
  it('draws weights from the seed unless it is told otherwise, and lets the flags of Chromium pass', () => {
    expect(
      parseArguments(['electron', '.', '--no-sandbox', '--remote-debugging-port=0', '-x'], '/from'),
    ).toEqual({ weights: null });
  });

  it('takes weights in both forms, from the folder of the caller', () => {
    expect(parseArguments(['electron', '.', '--weights', 'w.safetensors'], '/from')).toEqual({
      weights: '/from/w.safetensors',
    });
    expect(
      parseArguments(['electron', '.', '--weights=../w.safetensors', '--no-sandbox'], '/from/here'),
    ).toEqual({
      weights: '/from/w.safetensors',
    });
    expect(parseArguments(['electron', '.', '--weights', '/abs/w.safetensors'], '/from')).toEqual({
      weights: '/abs/w.safetensors',
    });
  });

  it.each([
    [['electron', '.', '--weights']],
    [['electron', '.', '--weights=']],
    [['electron', '.', '--weights', '--x']],
  ])('refuses weights without a file: %j', (argv) => {
    expect(() => parseArguments(argv, '/from')).toThrow(
      '--weights expects the path of a .safetensors or .npz file, got nothing.',
    );
  });
});
