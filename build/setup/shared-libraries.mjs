// What the system's loader says about a program: pure readers of `ldd` and `ldconfig -p`.

/**
 * @param {string} output of `ldd`
 * @returns {{ missing: string[], found: string[] }} names that are not found, and paths that are
 */
export function readLdd(output) {
  /** @type {{ missing: string[], found: string[] }} */
  const libraries = { missing: [], found: [] };
  for (const line of output.split('\n')) {
    // Paths may hold spaces; the address at the end is not part of them.
    const [, name, target] = /^\s*(\S+) => (not found|\/.*?)(?: \(0x[0-9a-f]+\))?$/.exec(line) ?? [];
    if (name === undefined || target === undefined) continue;
    if (target === 'not found') libraries.missing.push(name);
    else libraries.found.push(target);
  }
  return { missing: [...new Set(libraries.missing)], found: libraries.found };
}
