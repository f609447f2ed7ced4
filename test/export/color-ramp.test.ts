import { describe, expect, it } from 'vitest';
import { colorRamp, parseHex } from '../../src-core/export/color-ramp';

describe('a colour ramp', () => {
  it('begins and ends with its two colours', () => {
    const ramp = colorRamp([240, 240, 236], [0, 128, 96], 256);
    expect([...ramp.subarray(0, 4)]).toEqual([240, 240, 236, 255]);
    expect([...ramp.subarray(-4)]).toEqual([0, 128, 96, 255]);
  });

  it('passes the middle of Oklab: halfway from black to white is #636363', () => {
    expect([...colorRamp([0, 0, 0], [255, 255, 255], 3).subarray(4, 8)]).toEqual([99, 99, 99, 255]);
  });

  it('reads colours of the style sheet and nothing else', () => {
    expect(parseHex(' #1fB58b')).toEqual([31, 181, 139]);
    expect(() => parseHex('red')).toThrow('Expected a colour as #rrggbb, got "red".');
  });
});
