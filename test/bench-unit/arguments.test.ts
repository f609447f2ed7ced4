import { expect, it } from 'vitest';
import { UsageError, parseArguments } from '../bench/arguments';

it('has defaults: training steps, every row and peer, seven rounds, the last CPU', () => {
  expect(parseArguments([], 3)).toEqual({
    mode: 'steps',
    rows: [],
    peers: [],
    also: [],
    rounds: 7,
    roundMs: 300,
    core: 3,
    wallSteps: [20_000, 220_000],
    engine: 'auto',
    json: false,
  });
});

it('takes lists apart at commas, and peers of the caller’s own at the first =', () => {
  const argv = [
    'check',
    '--rows',
    'lstm,rnn-32',
    '--peers=jax,pytorch',
    '--also',
    'mine=VAR=1 node x.cjs a=b',
  ];
  expect(parseArguments(argv, 1)).toMatchObject({
    mode: 'check',
    rows: ['lstm', 'rnn-32'],
    peers: ['jax', 'pytorch'],
    also: [{ name: 'mine', command: 'VAR=1 node x.cjs a=b' }],
  });
});

it('binds to no CPU when told so, and takes fewer rounds of whole runs', () => {
  expect(parseArguments(['wall', '--core', 'none', '--json'], 1)).toMatchObject({
    mode: 'wall',
    rounds: 3,
    core: null,
    json: true,
  });
});

it.each([
  [['fast'], 'Expected one of steps, wall, experiment, check, got fast.'],
  [['steps', 'wall'], 'Expected one of steps, wall, experiment, check, got steps wall.'],
  [['--rounds', '0'], '--rounds expects a whole number from 1, got 0.'],
  [['--rounds', '1.5'], '--rounds expects a whole number from 1, got 1.5.'],
  [['--rounds='], '--rounds expects a whole number from 1, got nothing.'],
  [['--core', 'one'], '--core expects a whole number from 0, got one.'],
  [['--steps', '5,5'], '--steps expects two whole numbers, the smaller first, as in 20000,220000: got 5,5.'],
  [['--steps', '5'], '--steps expects two whole numbers, the smaller first, as in 20000,220000: got 5.'],
  [['--also', 'nameless'], '--also expects name=command, got nameless.'],
])('refuses %j by name', (argv, message) => {
  expect(() => parseArguments(argv, 1)).toThrow(new UsageError(message));
});

it('refuses an option it does not know', () => {
  expect(() => parseArguments(['--fast'], 1)).toThrow(UsageError);
  expect(() => parseArguments(['--fast'], 1)).toThrow(/--fast/);
});

it('knows the whole experiment, in five rounds', () => {
  expect(parseArguments(['experiment'], 1)).toMatchObject({ mode: 'experiment', rounds: 5 });
});
