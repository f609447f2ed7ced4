import { expect, it } from 'vitest';
import { namedTensor, parseReply, tensorText } from '../bench/protocol';

it('tensors survive the way as text to the bit, views into larger buffers too', () => {
  const all = Float32Array.from([9, 0.1, -0, Number.NaN, 1e-45, Infinity, 9]);
  const tensor = { name: 'out.weight', shape: [1, 5], values: all.subarray(1, 6) };
  const back = namedTensor(tensorText(tensor));
  expect(back.name).toBe('out.weight');
  expect(back.shape).toEqual([1, 5]);
  const bits = (values: Float32Array) => Array.from(new Int32Array(Float32Array.from(values).buffer));
  expect(bits(back.values)).toEqual(bits(tensor.values));
});

it.each([
  { kind: 'ready', version: 'PyTorch 2', chunk: 1, prepareMs: 3.5 },
  { kind: 'went', seconds: 0.25, cpuSeconds: 0.25, losses: [1, 0.5], gradNorms: [] },
  { kind: 'unavailable', why: 'there is no Python' },
])('reads the reply $kind', (reply) => {
  expect(parseReply(JSON.stringify(reply))).toEqual(reply);
});

it.each([
  'hello',
  'null',
  '{}',
  '{"kind":"ready","version":"x","chunk":0,"prepareMs":1}',
  '{"kind":"went","seconds":"1","cpuSeconds":1,"losses":[],"gradNorms":[]}',
  '{"kind":"went","seconds":1,"cpuSeconds":1,"losses":[null],"gradNorms":[]}',
  '{"kind":"unavailable"}',
])('refuses %s and quotes it', (line) => {
  expect(() => parseReply(line)).toThrow(`as one line of JSON, got: ${line}`);
});
