import { expect, test } from 'vitest';
import { isHarmless, refusesDisplay } from '../../build/setup/electron-log.mjs';

const line = (level: string, source: string, text: string) =>
  `[4212:1123/145241.282472:${level}:${source}(399)] ${text}`;

test('a machine without D-Bus or graphics card is no reason to alarm anyone', () => {
  expect(isHarmless(line('ERROR', 'bus.cc', 'Failed to connect to the bus'))).toBe(true);
  expect(isHarmless(line('ERROR', 'viz_main_impl.cc', 'Exiting GPU process due to errors'))).toBe(true);
});

test('everything else is shown', () => {
  expect(isHarmless(line('FATAL', 'bus.cc', 'gone'))).toBe(false);
  expect(isHarmless(line('ERROR', 'ozone_platform_x11.cc', 'Missing X server or $DISPLAY'))).toBe(false);
  expect(isHarmless('Error: bus.cc(1) written by the app')).toBe(false);
  expect(isHarmless('')).toBe(false);
});

test('a display that lets nobody in is recognised', () => {
  expect(refusesDisplay(line('ERROR', 'ozone_platform_x11.cc', 'Missing X server or $DISPLAY'))).toBe(true);
  expect(refusesDisplay(line('ERROR', 'bus.cc', 'Failed to connect to the bus'))).toBe(false);
});
