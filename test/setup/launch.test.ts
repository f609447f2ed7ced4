import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { launch } from '../../build/setup/launch.mjs';

const module = path.resolve(import.meta.dirname, '../../build/setup/launch.mjs');

test('ends as the program ends', async () => {
  expect(await launch('sh', ['-c', 'exit 3'], { env: process.env })).toBe(3);
  expect(await launch('sh', ['-c', 'kill -SEGV $$'], { env: process.env })).toBe(139);
  await expect(launch('no-such-program-here', [], { env: process.env })).rejects.toThrow('ENOENT');
});

test('hands signals on: the program decides how it ends', async () => {
  const program = `process.on('SIGTERM', () => process.exit(5)); process.stdout.write('up'); setInterval(() => {}, 1000);`;
  const script = `import { launch } from '${module}';
    process.exitCode = await launch(process.execPath, ['-e', ${JSON.stringify(program)}], { env: process.env });`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  await once(child.stdout, 'data');
  child.kill('SIGTERM');
  const [code] = await once(child, 'exit');
  expect(code).toBe(5);
});

test('stderr goes line by line to whoever asks for it, to the last line', async () => {
  const lines: string[] = [];
  const onErrorLine = (line: string) => lines.push(line);
  await launch('sh', ['-c', 'echo one >&2; printf two >&2; exit 1'], { env: process.env, onErrorLine });
  expect(lines).toEqual(['one', 'two']);
});

test('a process left behind with the stderr of its parent does not hold us up', async () => {
  let left = 0;
  const onErrorLine = (line: string) => (left = Number(line));
  const script = 'sleep 600 > /dev/null & echo $! >&2; exit 4';
  expect(await launch('sh', ['-c', script], { env: process.env, onErrorLine })).toBe(4);
  process.kill(left, 'SIGKILL');
}, 10_000);
