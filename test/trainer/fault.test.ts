import { describe, expect, it } from 'vitest';
import { parseFault } from '../../electron/trainer/fault';

describe('parseFault', () => {
  it.each([
    ['throw@40', { kind: 'throw', step: 40 }],
    ['hang', { kind: 'hang', step: 0 }],
    ['refuse', { kind: 'refuse' }],
    ['', null],
    [undefined, null],
  ])('reads %s', (text, fault) => {
    expect(parseFault(text)).toEqual(fault);
  });

  it.each(['thorw@40', 'throw@', 'throw@-1', 'throw 40', 'refuse@3'])('refuses %s', (text) => {
    expect(() => parseFault(text)).toThrow(`got '${text}'`);
  });
});
