import { expect, it } from 'vitest';
import { PRESETS } from '../../../src-core/experiment/presets/presets';
import { PICTURE, presetLines } from '../../../renderer/lab/preset-picture';

// Where one is missing: node build/preset-pictures.mjs.
it.each(PRESETS.map((preset) => [preset.id, preset] as const))(
  '%s has a picture with a line per lane',
  (id, preset) => {
    const lines = presetLines(id);
    expect(lines).toHaveLength(preset.figure.length);
    const points = lines.flatMap((line) => line.split(' ').map((point) => point.split(',').map(Number)));
    expect(points.length).toBeGreaterThan(40);
    for (const [x = NaN, y = NaN] of points) {
      expect(x >= 0 && x <= PICTURE.width && y >= 0 && y <= PICTURE.height, `${x},${y}`).toBe(true);
    }
  },
);
