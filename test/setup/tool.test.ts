import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { identify, isAlive } from '../../build/setup/process-identity.mjs';
import { findProgram, lastLines, runTool, ToolFailure } from '../../build/setup/tool.mjs';
import { temporaryFolder } from './temporary-site';

const options = { env: process.env, signal: new AbortController().signal, onTool: () => {} };

test('gives back stdout, line by line too, and tells who runs', async () => {
  const lines: string[] = [];
  const tools: (number | undefined)[] = [];
  const stdout = await runTool('sh', ['-c', 'echo one; echo two; echo aside >&2'], {
    ...options,
    onLine: (line: string) => lines.push(line),
    onTool: (pid: number | undefined) => tools.push(pid),
  });
  expect(stdout).toBe('one\ntwo\n');
  expect(lines).toEqual(['one', 'two']);
  expect(tools).toEqual([expect.any(Number), undefined]);
});

test('a tool that fails is named with its code and its last words', async () => {
  const failed = runTool('sh', ['-c', 'echo first; echo "no such host" >&2; exit 7'], options);
  await expect(failed).rejects.toMatchObject({
    ending: 'ended with code 7',
    lines: ['first', 'no such host'],
  });
  await expect(failed).rejects.toBeInstanceOf(ToolFailure);
});

test('a tool that is killed, or is not there, is a failure too', async () => {
  await expect(runTool('sh', ['-c', 'kill -ILL $$'], options)).rejects.toMatchObject({
    ending: 'was ended by SIGILL',
  });
  await expect(runTool('no-such-program-here', [], options)).rejects.toMatchObject({
    ending: expect.stringContaining('could not be started'),
  });
});

test('a tool that is ended takes what it started with it', async () => {
  const note = path.join(temporaryFolder(), 'pid');
  const abort = new AbortController();
  const running = runTool(
    'sh',
    ['-c', `sleep 600 & echo $! > '${note}.new'; mv '${note}.new' '${note}'; wait`],
    {
      ...options,
      signal: abort.signal,
    },
  );
  await expect.poll(() => existsSync(note)).toBe(true);
  const grandchild = identify(Number(readFileSync(note, 'utf8')));
  expect(grandchild).toBeDefined();
  abort.abort(new Error('stopped by the person'));
  await expect(running).rejects.toThrow('stopped by the person');
  await expect.poll(() => isAlive(grandchild!)).toBe(false);
  await expect(runTool('true', [], { ...options, signal: abort.signal })).rejects.toThrow(
    'stopped by the person',
  );
});

test('a gentle tool is asked to end, waited for, and never noted for others to kill', async () => {
  const abort = new AbortController();
  const tools: unknown[] = [];
  const lines: string[] = [];
  const script = "trap 'echo finishing; exit 0' INT; echo up; while :; do sleep 0.05; done";
  const running = runTool('sh', ['-c', script], {
    ...options,
    gentle: true,
    signal: abort.signal,
    onTool: (pid: number | undefined) => tools.push(pid),
    onLine: (line: string) => {
      lines.push(line);
      if (line === 'up') abort.abort(new Error('stopped by the person'));
    },
  });
  await expect(running).rejects.toThrow('stopped by the person');
  expect(lines).toEqual(['up', 'finishing']);
  expect(tools).toEqual([undefined]);
});

test('programs are found where PATH says, and nowhere else', () => {
  expect(findProgram('sh', process.env)).toMatch(/\/sh$/);
  expect(findProgram('sh', { PATH: temporaryFolder() })).toBeUndefined();
  expect(findProgram('sh', {})).toBeUndefined();
});

test('the last lines are those that say something', () => {
  expect(lastLines('one\n\n\u001b[33mtwo\u001b[0m  \r\nthree\n\n', 2)).toEqual(['two', 'three']);
});
