// Files mutated at random: never a crash, never a value silently replaced.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { articleExperiment } from '../../src-core/experiment/article';
import type { FieldPath } from '../../src-core/experiment/field';
import { FIELD_PATHS, FIELDS, kindsWith } from '../../src-core/experiment/fields';
import { formatProblem } from '../../src-core/experiment/format-problem';
import { resolveLanes } from '../../src-core/experiment/lanes';
import { parseExperiment } from '../../src-core/experiment/parse-experiment';

type Plain = { [key: string]: unknown };

const anyValue = fc.oneof(
  fc.anything({ withBigInt: true, withDate: true, withMap: true, withSet: true, withNullPrototype: true }),
  fc.constantFrom(NaN, Infinity, -0, 1e9, '', '__proto__', null, undefined, [], {}),
);
const articlePaths = FIELD_PATHS.filter((path) => {
  const kinds = kindsWith(path);
  return kinds === null || kinds.some((kind) => ['sine-cosine', 'adam', 'none', 'constant'].includes(kind));
});

/** Where the estimate of a run's size is told. */
const SIZES = ['model', 'training.steps'];

function plainArticle(): Plain {
  return structuredClone(articleExperiment()) as unknown as Plain;
}

function holderOf(file: Plain, path: string): [Plain, string] {
  const keys = path.split('.');
  const holder = keys.slice(0, -1).reduce<Plain>((inner, key) => inner[key] as Plain, file);
  return [holder, keys.at(-1) ?? ''];
}

function valueAt(file: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((inner, key) => (inner as Plain)[key], file);
}

describe('parseExperiment', () => {
  it('answers anything at all with an experiment or with problems that say where, what and what came', () => {
    fc.assert(
      fc.property(anyValue, (value) => {
        const result = parseExperiment(value);
        if (result.kind === 'ok') return;
        expect(result.problems.length).toBeGreaterThan(0);
        for (const problem of result.problems) {
          expect(problem.expected).not.toBe('');
          expect(formatProblem(problem)).not.toMatch(/undefined|\[object|\n/);
        }
      }),
      { numRuns: 400 },
    );
  });

  it('keeps a field’s new value or refuses it by its path', () => {
    fc.assert(
      fc.property(fc.constantFrom(...articlePaths), anyValue, (path: FieldPath, value) => {
        const file = plainArticle();
        const [holder, key] = holderOf(file, path);
        holder[key] = value;
        const result = parseExperiment(file);
        if (result.kind === 'ok') expect(valueAt(result.experiment, path)).toBe(value === 0 ? 0 : value);
        else {
          const paths = result.problems.map((problem) => problem.path);
          // What is good by itself may make the run too large.
          const isSize = typeof value === 'number' && paths.every((one) => SIZES.includes(one));
          expect(isSize ? [path] : paths).toContain(path);
        }
      }),
      { numRuns: 400 },
    );
  });

  it('keeps or refuses any value of any part of the file', () => {
    const parts = [
      'name',
      'task',
      'model',
      'training',
      'model.init',
      'training.clip',
      'training.optimizer',
      'seeds',
      'lanes',
    ];
    fc.assert(
      fc.property(fc.constantFrom(...parts), anyValue, (path, value) => {
        const file = plainArticle();
        const [holder, key] = holderOf(file, path);
        holder[key] = value;
        const result = parseExperiment(file);
        if (result.kind === 'refused') {
          expect(result.problems.every((problem) => problem.path.startsWith(path))).toBe(true);
        } else {
          expect(valueAt(result.experiment, path)).toMatchObject(value as object);
        }
      }),
      { numRuns: 400 },
    );
  });

  it('refuses every name that is not a field, wherever it stands', () => {
    const places = ['', 'task', 'model', 'model.init', 'training', 'training.clip', 'training.stopWhen'];
    fc.assert(
      fc.property(fc.constantFrom(...places), fc.string({ minLength: 1 }), anyValue, (place, name, value) => {
        const file = plainArticle();
        const holder = (place === '' ? file : valueAt(file, place)) as Plain;
        fc.pre(!Object.hasOwn(holder, name));
        Object.defineProperty(holder, name, { value, enumerable: true });
        const result = parseExperiment(file);
        const path = place === '' ? name : `${place}.${name}`;
        expect(result.kind === 'refused' && result.problems.map((problem) => problem.path)).toEqual([path]);
      }),
      { numRuns: 400 },
    );
  });

  it('reports overrides of a lane at the override, and resolves whatever it accepts', () => {
    const sections = ['training.clip', 'training.optimizer', 'model.init', 'task'];
    const paths = fc.oneof(fc.constantFrom<string>(...FIELD_PATHS, ...sections), fc.string());
    fc.assert(
      fc.property(fc.dictionary(paths, anyValue, { maxKeys: 3 }), (set) => {
        const result = parseExperiment({ ...plainArticle(), lanes: [{ label: 'A', set }] });
        if (result.kind === 'refused') {
          const keys = Object.keys(set).map((key) => `lanes[0].set[${JSON.stringify(key)}]`);
          for (const { path } of result.problems) {
            expect(path === 'lanes[0].set' || keys.some((key) => path.startsWith(key))).toBe(true);
          }
          return;
        }
        const resolved = resolveLanes(result.experiment);
        if (resolved.kind === 'refused') throw new Error('An accepted experiment did not resolve.');
        for (const path of Object.keys(set).filter((key) => key in FIELDS)) {
          expect(valueAt(resolved.lanes[0]?.settings, path)).toBe(set[path] === 0 ? 0 : set[path]);
        }
      }),
      { numRuns: 400 },
    );
  });

  it('reports values of a sweep where the sweep states them, and resolves every point of one that it accepts', () => {
    const sections = ['training.clip', 'training.optimizer', 'model.init', 'task'];
    const paths = fc.oneof(fc.constantFrom<string>(...FIELD_PATHS, ...sections), fc.string());
    // As a file can have them.
    const one = fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.constantFrom(0, 1, 2, 'lstm', { kind: 'norm' }));
    const values = fc.oneof(fc.array(one, { maxLength: 3 }), one);
    fc.assert(
      fc.property(fc.dictionary(paths, values, { maxKeys: 3 }), (sweep) => {
        const result = parseExperiment({ ...plainArticle(), sweep });
        if (result.kind === 'refused') {
          const keys = Object.keys(sweep).map((key) => `sweep[${JSON.stringify(key)}]`);
          for (const problem of result.problems) {
            // What no single value can be blamed for is said of the sweep, or of the experiment as a whole.
            const isWhole = ['', 'sweep', 'lanes'].includes(problem.path);
            expect(isWhole || keys.some((key) => problem.path.startsWith(key)), problem.path).toBe(true);
            expect(formatProblem(problem)).not.toMatch(/undefined|\[object|\n/);
          }
          return;
        }
        const resolved = resolveLanes(result.experiment);
        if (resolved.kind === 'refused') throw new Error('An accepted experiment did not resolve.');
        const points = Object.values(sweep).reduce<number>(
          (count, list) => count * (list as unknown[]).length,
          1,
        );
        expect(resolved.lanes).toHaveLength(points);
        for (const { settings, point } of resolved.lanes) {
          for (const [axis, path] of Object.keys(sweep).entries()) {
            const stated = (sweep[path] as unknown[])[point[axis] ?? 0];
            if (path in FIELDS) expect(valueAt(settings, path)).toBe(stated === 0 ? 0 : stated);
          }
        }
      }),
      { numRuns: 400 },
    );
  });

  it('changes nothing that it accepted when it reads it again', () => {
    fc.assert(
      fc.property(fc.constantFrom(...articlePaths), fc.double(), (path, value) => {
        const file = plainArticle();
        const [holder, key] = holderOf(file, path);
        holder[key] = value;
        const first = parseExperiment(file);
        fc.pre(first.kind === 'ok');
        expect(parseExperiment(JSON.parse(JSON.stringify(first.experiment)))).toEqual(first);
      }),
    );
  });
});
