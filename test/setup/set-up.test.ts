import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import { expect, onTestFinished, test } from 'vitest';
import { NotPossibleHere, SetupFailure } from '../../build/setup/failure.mjs';
import { setUp } from '../../build/setup/set-up.mjs';
import { temporarySite, type Site, type Work } from './temporary-site';

const setup = path.resolve(import.meta.dirname, '../../build/setup');

/** A step that leaves a file, and is done while the file is there. */
function fileStep(name: string, before: (work: Work) => void = () => {}) {
  const file = (site: Site) => path.join(site.root, name);
  return {
    name,
    isDone: (site: Site) => existsSync(file(site)),
    run: async (work: Work) => {
      before(work);
      writeFileSync(file(work.site), 'done');
    },
  };
}

async function run(site: Site, steps: ReturnType<typeof fileStep>[], limits: 'warn' | 'fail' = 'warn') {
  const output = new PassThrough();
  let text = '';
  output.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  const code = await setUp({ steps, site, output, limits });
  return { code, text };
}

const lockOf = (site: Site) => path.join(site.runtime, 'set-up.lock');

test('does what is not done, in order, and says nothing when all is done', async () => {
  const site = temporarySite();
  const order: string[] = [];
  const steps = ['first', 'second', 'third'].map((name) => fileStep(name, () => order.push(name)));
  writeFileSync(path.join(site.root, 'second'), 'done before');
  const cold = await run(site, steps);
  expect(cold.code).toBe(0);
  expect(order).toEqual(['first', 'third']);
  expect(cold.text).toMatch(/^\[1\/3\] first: ready .*\n\[3\/3\] third: ready .*\n$/);
  expect(await run(site, steps)).toEqual({ code: 0, text: '' });
  expect(existsSync(lockOf(site))).toBe(false);
});

test('a step that fails ends it with code 1, what, why and what to do; later steps are not begun', async () => {
  const site = temporarySite();
  const failing = fileStep('failing', () => {
    throw new SetupFailure({ what: 'pip could not download', why: ['no route'], remedy: ['Try again.'] });
  });
  const { code, text } = await run(site, [fileStep('first'), failing, fileStep('later')]);
  expect(code).toBe(1);
  expect(text).toContain(
    'Set-up failed at "failing": pip could not download.\nWhy:\n  no route\nWhat to do:\n  Try again.',
  );
  expect(existsSync(path.join(site.root, 'later'))).toBe(false);
  expect(existsSync(lockOf(site))).toBe(false);
});

test('what this machine cannot do is a warning for the app and a failure for the tests', async () => {
  const limited = fileStep('limited', () => {
    throw new NotPossibleHere({
      what: 'g++ not found',
      why: [],
      remedy: ['Install it.'],
      instead: 'It is slower.',
    });
  });
  const app = temporarySite();
  const warned = await run(app, [limited, fileStep('later')], 'warn');
  expect(warned.code).toBe(0);
  expect(warned.text).toContain('Not set up: limited: g++ not found. It is slower.');
  expect(existsSync(path.join(app.root, 'later'))).toBe(true);

  const tests = temporarySite();
  const failed = await run(tests, [limited, fileStep('later')], 'fail');
  expect(failed.code).toBe(1);
  expect(existsSync(path.join(tests.root, 'later'))).toBe(false);
});

test('a second set-up in the same clone waits for the first, says so, and finds all done', async () => {
  const site = temporarySite();
  let runs = 0;
  let letGo = () => {};
  const gate = new Promise<void>((resolve) => (letGo = resolve));
  const slow = {
    ...fileStep('slow'),
    run: async (work: Work) => gate.then(() => fileStep('slow').run(work)).then(() => void (runs += 1)),
  };
  const first = run(site, [slow]);
  await expect.poll(() => existsSync(lockOf(site))).toBe(true);
  const output = new PassThrough();
  const second = setUp({ steps: [slow], site, output, limits: 'warn' });
  const [line] = await once(output.setEncoding('utf8'), 'data');
  expect(line).toContain(`Another set-up (process ${process.pid}) is at work in this folder`);
  letGo();
  expect((await first).code).toBe(0);
  expect(await second).toBe(0);
  expect(runs).toBe(1);
});

test.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)('%s ends the tool and the set-up with %i, and leaves no lock', async (signal, code) => {
  const site = temporarySite();
  const script = `
    import { setUp } from '${setup}/set-up.mjs';
    import { runTool } from '${setup}/tool.mjs';
    import { toolOptions } from '${setup}/step.mjs';
    const site = { ...${JSON.stringify({ ...site, env: {} })}, env: process.env };
    const step = { name: 'slow', isDone: () => false, run: async (work) => {
      const onTool = (pid) => { work.onTool(pid); if (pid) process.stderr.write('tool ' + pid); };
      await runTool('sleep', ['600'], { ...toolOptions(work), onTool });
    } };
    process.exitCode = await setUp({ steps: [step], site, output: process.stdout, limits: 'warn' });`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  const [line] = await once(child.stderr, 'data');
  const tool = Number(String(line).replace('tool ', ''));
  expect(JSON.parse(readFileSync(lockOf(site), 'utf8'))).toMatchObject({ tool: { pid: tool } });
  child.kill(signal);
  const [exitCode] = await once(child, 'close');
  expect(exitCode).toBe(code);
  expect(text).toContain('Set-up was interrupted at "slow". The same command goes on from there.');
  expect(existsSync(lockOf(site))).toBe(false);
  expect(existsSync(`/proc/${tool}`)).toBe(false);
});
