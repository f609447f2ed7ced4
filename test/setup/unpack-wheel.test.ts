import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from './temporary-site';

const script = path.resolve(import.meta.dirname, '../../build/setup/unpack-wheel.py');
const makeWheel = `
import sys, zipfile
with zipfile.ZipFile(sys.argv[1], "w") as archive:
    for name in sys.argv[2:]:
        archive.writestr(name, "content of " + name)
`;

test('takes the two libraries and the headers, and nothing else', () => {
  const folder = temporaryFolder();
  const wheel = path.join(folder, 'a.whl');
  const out = path.join(folder, 'out');
  execFileSync('python3', [
    ...['-c', makeWheel, wheel, 'tensorflow/__init__.py', 'tensorflow/include/Eigen/Core'],
    ...['tensorflow/libtensorflow_cc.so.2', 'tensorflow/libtensorflow_framework.so.2'],
    ...['tensorflow/include/tensorflow/c/c_api.h', 'tensorflow/include/tsl/platform/status.h'],
    ...['tensorflow/include/tensorflow/core/platform/types.h', 'tensorflow/include/tensorflow/core/graph.h'],
  ]);
  execFileSync('python3', [script, wheel, out]);
  const files = readdirSync(out, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(out, path.join(entry.parentPath, entry.name)));
  expect(files.sort()).toEqual([
    'include/tensorflow/c/c_api.h',
    'include/tensorflow/core/platform/types.h',
    'include/tsl/platform/status.h',
    'libtensorflow_cc.so.2',
    'libtensorflow_framework.so.2',
  ]);
  expect(readFileSync(path.join(out, 'libtensorflow_cc.so.2'), 'utf8')).toBe(
    'content of tensorflow/libtensorflow_cc.so.2',
  );
});
