/** Edits (insert, delete, replace one character) between two words: Levenshtein 1966. */
function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      row.push(Math.min(replaced, (previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1));
    }
    previous = row;
  }
  return previous[b.length] ?? 0;
}

const LONGEST_NAME = 64;

/** The name that `word` was probably meant to be: at most two fifths of it mistyped, case, `_` and `-` aside; null where none is near. */
export function nearestName(word: string, names: readonly string[]): string | null {
  if (word.length > LONGEST_NAME) return null;
  const plain = (name: string) => name.toLowerCase().replace(/[-_ ]/g, '');
  let nearest: string | null = null;
  let least = Math.ceil(word.length * 0.4) + 1;
  for (const name of names) {
    const distance = editDistance(plain(word), plain(name));
    if (distance < least) [nearest, least] = [name, distance];
  }
  return nearest;
}
