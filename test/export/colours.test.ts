import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { LANE_DASHES } from '../../renderer/charts/chart-theme';
import { laneStyle, PREDICTION_COLOUR, TARGET_COLOUR } from '../../src-core/export/colours';

/** The first theme of the window's tokens is the light one. */
function tokenOf(name: string): string | undefined {
  const tokens = readFileSync(new URL('../../renderer/styles/tokens.css', import.meta.url), 'utf8');
  return new RegExp(`--${name}: *(#[0-9a-f]{6});`, 'i').exec(tokens)?.[1];
}

it('draws a lane as the window does, in colour and dash', () => {
  const places = [0, 1, 2, 3];
  expect(places.map((place) => laneStyle(place).colour)).toEqual(
    places.map((place) => tokenOf(`lane-${place + 1}`)),
  );
  expect(places.map((place) => laneStyle(place).dash ?? '')).toEqual(
    LANE_DASHES.map((dash) => dash.join(' ')),
  );
});

it('draws target and prediction as the window does', () => {
  expect([TARGET_COLOUR, PREDICTION_COLOUR]).toEqual([tokenOf('target'), tokenOf('prediction')]);
});
