import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { isRemark, passOnLog } from '../../electron/hosts/native-log';

const remarks = [
  'WARNING: All log messages before absl::InitializeLog() is called are written to STDERR',
  'I0000 00:00:1795448025.176080    4112 device_compiler.h:186] Compiled cluster using XLA!  This line is logged at most once.',
  '2026-11-23 15:33:45.177756: E external/local_xla/xla/stream_executor/stream_executor_internal.h:177] SetPriority unimplemented for this stream.',
  '2026-11-23 15:33:45.177756: I tensorflow/core/platform/cpu_feature_guard.cc:182] This TensorFlow binary is optimized.',
];
const news = [
  '2026-11-23 15:33:45.177756: F tensorflow/core/framework/tensor.cc:733] Check failed: 1 == ndims (1 vs. 2)',
  '2026-11-23 15:33:45.177756: E tensorflow/core/common_runtime/executor.cc:1] out of memory',
  'Error: something of ours',
];

test('remarks of the native library are told from news', () => {
  expect(remarks.map(isRemark)).toEqual(remarks.map(() => true));
  expect(news.map(isRemark)).toEqual(news.map(() => false));
});

test('news are passed on, line by line', async () => {
  const [from, to] = [new PassThrough(), new PassThrough()];
  passOnLog(from, to);
  from.end([...remarks, ...news].join('\n'));
  from.on('close', () => to.end());
  expect(await text(to)).toBe(`${news.join('\n')}\n`);
});
