import { describe, expect, it } from 'vitest';
import { predictionCsv, readPrediction } from '../../src-core/export/prediction-csv';

describe('prediction.csv', () => {
  it('has one row per time step', () => {
    const window = {
      timeStep: 2,
      inputSize: 1,
      outputSize: 1,
      input: Float32Array.of(0, 0.1),
      target: Float32Array.of(1, 0.5),
      prediction: Float32Array.of(NaN, -0.25),
    };
    const text = predictionCsv(window);
    expect(text).toBe('t,input,target,prediction\n0,0,1,NaN\n1,0.1,0.5,-0.25\n');
    expect(readPrediction(text)).toEqual(window.prediction);
  });

  it('numbers several features', () => {
    const window = {
      timeStep: 2,
      inputSize: 3,
      outputSize: 2,
      input: Float32Array.of(1, 2, 3, 4, 5, 6),
      target: Float32Array.of(7, 8, 9, 10),
      prediction: Float32Array.of(11, 12, 13, 14),
    };
    const text = predictionCsv(window);
    expect(text).toBe(
      't,input_0,input_1,input_2,target_0,target_1,prediction_0,prediction_1\n0,1,2,3,7,8,11,12\n1,4,5,6,9,10,13,14\n',
    );
    expect(readPrediction(text)).toEqual(window.prediction);
  });

  it('refuses values that do not fill the window', () => {
    const wrong = {
      timeStep: 2,
      inputSize: 1,
      outputSize: 1,
      input: new Float32Array(2),
      target: new Float32Array(2),
      prediction: new Float32Array(3),
    };
    expect(() => predictionCsv(wrong)).toThrow(
      'A window of 2 steps needs 2, 2, 2 values of input, target, prediction; got 2, 2, 3.',
    );
  });

  it.each([
    '',
    't,input,target\n0,1,2\n',
    't,input,target,prediction\n0,1,2\n',
    't,input,target,prediction\n0,1,2,x\n',
  ])('reads nothing from another text: %o', (text) => {
    expect(readPrediction(text)).toBeNull();
  });
});
