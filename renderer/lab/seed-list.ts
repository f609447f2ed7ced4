// Seeds as a person types them, `1-20, 42`, and as the list they stand for.

const ITEM = /^[+-]?\d+(\.\d+)?$/;
const RANGE = /^(\d+)-(\d+)$/;
/** More than the format takes: enough to be told so, without a list of a billion. */
const LONGEST_RANGE = 2000;

/** The seeds a text names; what is no seed stays as text, so that the problem can name it. */
export function seedsOf(text: string): readonly (number | string)[] {
  const items = text
    .replace(/(\d)\s*[-–…]\s*(?=\d)/g, '$1-')
    .split(/[,;，；、\s]+/)
    .filter((item) => item !== '');
  return items.length === 0 ? [''] : items.flatMap(itemSeeds);
}

function itemSeeds(item: string): readonly (number | string)[] {
  if (ITEM.test(item)) return [Number(item)];
  const range = RANGE.exec(item);
  if (range === null) return [item];
  const [first, last] = [Number(range[1]), Number(range[2])];
  if (last < first) return [item];
  return Array.from({ length: Math.min(LONGEST_RANGE, last - first + 1) }, (_, i) => first + i);
}

/** The shortest text for a list: runs of three and more that count up are ranges. */
export function seedText(seeds: readonly number[]): string {
  const parts: string[] = [];
  for (let start = 0; start < seeds.length;) {
    let end = start;
    while (seeds[end + 1] === (seeds[end] ?? NaN) + 1) end += 1;
    if (end - start >= 2) parts.push(`${seeds[start]}-${seeds[end]}`);
    else parts.push(...seeds.slice(start, end + 1).map(String));
    start = end + 1;
  }
  return parts.join(', ');
}

/** Text for `count` seeds that begin where the present ones do. */
export function seedsFrom(text: string, count: number): string {
  const [first] = seedsOf(text);
  const start = typeof first === 'number' ? first : 1;
  return seedText(Array.from({ length: count }, (_, i) => start + i));
}
