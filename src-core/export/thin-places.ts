// Which points of a long line to keep where a program cannot take them all: what the eye would see stays.

/**
 * Ascending places, at most `most`: of each stretch the first, the lowest and the highest, and the last place of all. Values that
 * are not finite keep their first place in a stretch.
 */
export function thinPlaces(y: ArrayLike<number>, most: number): readonly number[] {
  if (y.length <= most) return Array.from({ length: y.length }, (_, place) => place);
  const stretches = Math.floor((most - 1) / 4);
  const places = new Set<number>();
  for (let k = 0; k < stretches; k += 1) {
    const [from, to] = [Math.floor((k * y.length) / stretches), Math.floor(((k + 1) * y.length) / stretches)];
    let [low, high, broken] = [-1, -1, -1];
    for (let place = from; place < to; place += 1) {
      const value = y[place] ?? NaN;
      if (!Number.isFinite(value)) broken = broken < 0 ? place : broken;
      else {
        if (low < 0 || value < (y[low] ?? NaN)) low = place;
        if (high < 0 || value > (y[high] ?? NaN)) high = place;
      }
    }
    for (const place of [from, low, high, broken]) if (place >= 0) places.add(place);
  }
  places.add(y.length - 1);
  return [...places].sort((a, b) => a - b);
}
