import { expect, it } from 'vitest';
import { nativeTensorFlow } from '../../electron/trainer/native/native-tensorflow';

it('says what to load when tfjs-node has not been', () => {
  expect(() => nativeTensorFlow()).toThrow(
    'The tfjs backend tensorflow is not there: load @tensorflow/tfjs-node before compiling programs.',
  );
});
