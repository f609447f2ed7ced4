import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { takeLock } from '../../build/setup/lock.mjs';
import { identify, isAlive } from '../../build/setup/process-identity.mjs';
import { temporaryFolder } from './temporary-site';

const lockModule = path.resolve(import.meta.dirname, '../../build/setup/lock.mjs');
const never = new AbortController().signal;
const silent = { onWait: () => {}, signal: never };

/** Another process with the lock module at hand. */
function otherProcess(script: string): ChildProcess {
  const whole = `import { takeLock } from ${JSON.stringify(lockModule)};
    import { appendFileSync } from 'node:fs'; import { spawn } from 'node:child_process';
    const options = { onWait() {}, signal: new AbortController().signal };
    ${script}`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', whole], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

async function firstLine(child: ChildProcess): Promise<string> {
  const [data] = await once(child.stdout!, 'data');
  return String(data).trim();
}

test('one at a time, whoever comes', async () => {
  const folder = temporaryFolder();
  const file = path.join(folder, 'set-up.lock');
  const diary = path.join(folder, 'diary');
  const script = `for (let round = 0; round < 3; round += 1) {
      const lock = await takeLock(${JSON.stringify(file)}, options);
      appendFileSync(${JSON.stringify(diary)}, process.pid + ' in\\n');
      await new Promise((resolve) => setTimeout(resolve, 5));
      lock.noteTool(process.pid);
      appendFileSync(${JSON.stringify(diary)}, process.pid + ' out\\n');
      lock.release();
    }`;
  const children = [1, 2, 3, 4].map(() => otherProcess(script));
  await Promise.all(children.map((child) => once(child, 'exit')));
  const lines = readFileSync(diary, 'utf8').trim().split('\n');
  expect(lines).toHaveLength(24);
  for (let index = 0; index < lines.length; index += 2) {
    expect(lines[index]).toMatch(/ in$/);
    expect(lines[index + 1]).toBe(lines[index]?.replace('in', 'out'));
  }
  expect(readdirSync(folder)).toEqual(['diary']);
});

test('waits for a living owner and says which process it is', async () => {
  const file = path.join(temporaryFolder(), 'set-up.lock');
  const owner = otherProcess(
    `const lock = await takeLock(${JSON.stringify(file)}, options);
     process.stdout.write('mine');
     process.on('SIGTERM', () => { lock.release(); process.exit(); });
     setInterval(() => {}, 1000);`,
  );
  await firstLine(owner);
  const waitedFor: number[] = [];
  const onWait = (pid: number) => {
    waitedFor.push(pid);
    owner.kill('SIGTERM');
  };
  const lock = await takeLock(file, { onWait, signal: never });
  expect(waitedFor).toEqual([owner.pid]);
  lock.release();
  expect(existsSync(file)).toBe(false);
});

test('the lock of a killed set-up is taken over, and the tool it left running is ended', async () => {
  const file = path.join(temporaryFolder(), 'set-up.lock');
  const owner = otherProcess(
    `const lock = await takeLock(${JSON.stringify(file)}, options);
     const tool = spawn('sleep', ['600'], { detached: true, stdio: 'ignore' });
     lock.noteTool(tool.pid);
     process.stdout.write(String(tool.pid));
     setInterval(() => {}, 1000);`,
  );
  const tool = identify(Number(await firstLine(owner)));
  expect(tool).toBeDefined();
  owner.kill('SIGKILL');
  await once(owner, 'exit');
  expect(isAlive(tool!)).toBe(true);
  const lock = await takeLock(file, { ...silent, onWait: (pid) => expect.fail(`waited for ${pid}`) });
  await expect.poll(() => isAlive(tool!)).toBe(false);
  lock.release();
});

test('a process that got the number of a dead owner is not the owner', async () => {
  const file = path.join(temporaryFolder(), 'set-up.lock');
  writeFileSync(file, JSON.stringify({ owner: { pid: process.pid, startedAt: 'another time' } }));
  const lock = await takeLock(file, { ...silent, onWait: () => expect.fail('waited for itself') });
  lock.release();
});

test.each(['', '{', '[]', '{"owner":{"pid":"1"}}', 'null'])(
  'a damaged lock (%s) holds nobody up',
  async (text) => {
    const file = path.join(temporaryFolder(), 'set-up.lock');
    writeFileSync(file, text);
    const lock = await takeLock(file, silent);
    lock.release();
    expect(existsSync(file)).toBe(false);
  },
);

test('waiting can be ended', async () => {
  const file = path.join(temporaryFolder(), 'set-up.lock');
  const lock = await takeLock(file, silent);
  const abort = new AbortController();
  const waiting = takeLock(file, { onWait: () => abort.abort(new Error('enough')), signal: abort.signal });
  await expect(waiting).rejects.toThrow('enough');
  expect(existsSync(file)).toBe(true);
  lock.release();
});
