// Shapes of messages, one check per field, for what arrives from another process as `unknown`. A message that does not fit
// means that two versions of the app met, or a sender one should not listen to: it is an error, never a guess.

/** What a field must be, in words, and whether a value is it. */
export interface Check {
  readonly expected: string;
  readonly accepts: (value: unknown) => boolean;
}

/** Field name → check. Fields beyond these are let through. */
export type Shape = Readonly<Record<string, Check>>;

export const text: Check = { expected: 'text', accepts: (value) => typeof value === 'string' };
export const flag: Check = { expected: 'true or false', accepts: (value) => typeof value === 'boolean' };
export const real: Check = { expected: 'a number', accepts: (value) => typeof value === 'number' };
export const count: Check = {
  expected: 'a whole number from 0',
  accepts: (value) => Number.isSafeInteger(value) && Number(value) >= 0,
};
export const float64: Check = typedArray('Float64Array');
export const float32: Check = typedArray('Float32Array');
export const int32: Check = typedArray('Int32Array');
export const uint8: Check = typedArray('Uint8Array');

export function oneOf(...values: readonly string[]): Check {
  return {
    expected: `one of ${values.join(', ')}`,
    accepts: (value) => values.some((allowed) => allowed === value),
  };
}

export function orNull(check: Check): Check {
  return {
    expected: `${check.expected}, or null`,
    accepts: (value) => value === null || check.accepts(value),
  };
}

/** For a field that need not be there. */
export function orAbsent(check: Check): Check {
  return {
    expected: `${check.expected}, or nothing`,
    accepts: (value) => value === undefined || check.accepts(value),
  };
}

export function listOf(check: Check): Check {
  return {
    expected: `a list, each ${check.expected}`,
    accepts: (value) => Array.isArray(value) && value.every((item) => check.accepts(item)),
  };
}

/** An object used as a dictionary. */
export function mapOf(check: Check): Check {
  return {
    expected: `an object whose values are each ${check.expected}`,
    accepts: (value) => isFields(value) && Object.values(value).every((item) => check.accepts(item)),
  };
}

/** @param cases `kind` of the object → its fields */
export function unionOf(cases: Readonly<Record<string, Shape>>): Check {
  return {
    expected: `one of ${Object.keys(cases).join(', ')}`,
    accepts: (value) => {
      if (!isFields(value) || typeof value['kind'] !== 'string') return false;
      const shape = Object.hasOwn(cases, value['kind']) ? cases[value['kind']] : undefined;
      return shape !== undefined && wrongField(value, shape) === null;
    },
  };
}

export function record(shape: Shape): Check {
  return {
    expected: `an object with ${Object.keys(shape).join(', ')}`,
    accepts: (value) => wrongField(value, shape) === null,
  };
}

/**
 * @param what the message in words, for the error: `A host command`
 * @param shapes `kind` of the message → its shape
 * @throws Error that names the field, what was expected and what came
 */
export function parseMessage<T extends { readonly kind: string }>(
  what: string,
  shapes: Readonly<Record<T['kind'], Shape>>,
  value: unknown,
): T {
  if (!isFields(value) || typeof value['kind'] !== 'string' || !Object.hasOwn(shapes, value['kind'])) {
    throw new Error(
      `${what} cannot be read: expected one of ${Object.keys(shapes).join(', ')}, got ${shown(value)}.`,
    );
  }
  const kind = value['kind'] as T['kind'];
  const wrong = wrongField(value, shapes[kind]);
  if (wrong !== null) throw new Error(`${what} '${kind}' cannot be read: ${wrong}`);
  // Every field of the shape has been checked; the shapes are declared beside the types they stand for.
  return value as unknown as T;
}

function wrongField(value: unknown, shape: Shape): string | null {
  if (!isFields(value)) return `expected an object, got ${shown(value)}.`;
  for (const [name, check] of Object.entries(shape)) {
    if (!check.accepts(value[name])) {
      return `expected ${check.expected} as ${name}, got ${shown(value[name])}.`;
    }
  }
  return null;
}

function isFields(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** By tag, not by class: an array from another realm has another class. */
function typedArray(name: string): Check {
  return {
    expected: `a ${name}`,
    accepts: (value) => Object.prototype.toString.call(value) === `[object ${name}]`,
  };
}

function shown(value: unknown): string {
  if (isFields(value)) return typeof value['kind'] === 'string' ? `'${value['kind']}'` : 'an object';
  return String(JSON.stringify(value) ?? value).slice(0, 60);
}
