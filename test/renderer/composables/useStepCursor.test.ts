// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import { ref } from 'vue';
import { useStepCursor } from '../../../renderer/composables/useStepCursor';

function cursorAt(step: number | null, steps = 100) {
  const cursor = ref(step);
  const { onKey, onPoint } = useStepCursor(cursor, () => steps);
  const press = (key: string, shiftKey = false): number | null => {
    onKey(new KeyboardEvent('keydown', { key, shiftKey }));
    return cursor.value;
  };
  const point = (x: number | null): number | null => {
    onPoint(x);
    return cursor.value;
  };
  return { press, point };
}

describe('the cursor over steps', () => {
  it.each<[string, boolean, number | null]>([
    ['ArrowLeft', false, 49],
    ['ArrowRight', false, 51],
    ['ArrowRight', true, 60],
    ['PageUp', false, 60],
    ['PageDown', false, 40],
    ['Home', false, 0],
    ['End', false, 99],
    ['Escape', false, null],
    ['x', false, 50],
  ])('%s (shift %s) moves it from 50 to %s', (key, shift, to) => {
    expect(cursorAt(50).press(key, shift)).toBe(to);
  });

  it('stays within the steps there are', () => {
    expect(cursorAt(0).press('ArrowLeft')).toBe(0);
    expect(cursorAt(98).press('PageUp')).toBe(99);
    expect(cursorAt(null).point(140.2)).toBe(99);
    expect(cursorAt(null).point(-3)).toBe(0);
    expect(cursorAt(null).point(41.4)).toBe(41);
  });

  it('begins at the last step', () => {
    expect(cursorAt(null).press('ArrowLeft')).toBe(98);
  });

  it('is nowhere without steps, or once the pointer has left', () => {
    expect(cursorAt(null, 0).press('Home')).toBeNull();
    expect(cursorAt(null, 0).point(3)).toBeNull();
    expect(cursorAt(5).point(null)).toBeNull();
  });
});
