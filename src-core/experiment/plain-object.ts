/** An object as JSON makes it. */
export type PlainObject = Readonly<Record<string, unknown>>;

/** True for what JSON calls an object: no list, no null, no instance of a class. */
export function isPlainObject(value: unknown): value is PlainObject {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** The object's own value under `key`; undefined where it has none, whatever it inherits. */
export function ownValue(object: PlainObject, key: string): unknown {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}
