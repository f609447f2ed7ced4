// Draws gradient flow: step × t as colours, and beside it the profile over t at one step. Each band keeps its picture of
// one pixel per recorded step and t; a frame adds only the columns that came.
import { linearTicks, stepTicks, type Domain } from './axis-domain';
import { CHART_TEXT, cycled, type ChartTheme } from './chart-theme';
import { colorRamp, parseHex } from '../../src-core/export/color-ramp';
import { flowAt, flowShare, type FlowBand } from './flow-series';
import { count, tickText } from '../format/number-text';

const SHADES = 256;
/** Share of the lane's colour in the smallest value: told apart from "not recorded". */
const FAINTEST = 0.06;
const LEFT = 52;
const RIGHT = 18;
const TOP = 8;
const BOTTOM = 24;
const BAND_GAP = 6;
/** Height from which a band of several has room for the numbers of its time steps. */
const ROOM_FOR_TICKS = 40;
const PROFILE_WIDTH = 132;
const PROFILE_GAP = 44;

export interface FlowScene {
  readonly bands: readonly FlowBand[];
  readonly range: Domain;
  /** Steps in view. */
  readonly view: Domain;
  readonly cursor: { readonly step: number; readonly t: number | null } | null;
  /** Step whose profile is drawn. */
  readonly profileStep: number;
  /** What stands in place of a profile without a finite value. */
  readonly notFinite: string;
}

interface Picture {
  readonly canvas: OffscreenCanvas;
  readonly ctx: OffscreenCanvasRenderingContext2D;
  drawn: number;
}

interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Places of a drawing of a given size: shared by drawing and pointing. */
export function flowLayout(
  width: number,
  height: number,
  bands: number,
): { map: Box; bands: Box[]; profileLeft: number } {
  const map = {
    left: LEFT,
    top: TOP,
    width: Math.max(1, width - LEFT - RIGHT - PROFILE_WIDTH - PROFILE_GAP),
    height: Math.max(1, height - TOP - BOTTOM),
  };
  const each = (map.height - BAND_GAP * Math.max(0, bands - 1)) / Math.max(1, bands);
  return {
    map,
    bands: Array.from({ length: bands }, (_, i) => ({
      ...map,
      top: map.top + i * (each + BAND_GAP),
      height: each,
    })),
    profileLeft: map.left + map.width + PROFILE_GAP,
  };
}

/** Keeps the pictures of the bands of one chart. */
export class FlowPainter {
  #pictures = new Map<string, Picture>();
  #ramps: Uint8ClampedArray[] = [];
  #look = '';

  paint(
    ctx: CanvasRenderingContext2D,
    width: number,
    height: number,
    scene: FlowScene,
    theme: ChartTheme,
  ): void {
    this.#forgetOldLook(scene, theme);
    ctx.clearRect(0, 0, width, height);
    ctx.font = `${CHART_TEXT}px ${theme.fontFamily}`;
    const layout = flowLayout(width, height, scene.bands.length);
    scene.bands.forEach((band, place) => {
      const box = layout.bands[place];
      if (box === undefined) return;
      this.#paintBand(ctx, band, box, scene);
      paintTimeAxis(ctx, band, box, theme);
      paintProfile(ctx, band, { ...box, left: layout.profileLeft, width: PROFILE_WIDTH }, scene, theme);
    });
    paintStepAxis(ctx, layout.map, scene, theme);
    paintProfileAxis(ctx, { ...layout.map, left: layout.profileLeft, width: PROFILE_WIDTH }, scene, theme);
    if (scene.cursor !== null) paintCursor(ctx, layout.map, scene.cursor.step, scene.view, theme);
  }

  /** Colours depend on range and theme: with either, all pictures begin anew. */
  #forgetOldLook({ range, bands }: FlowScene, theme: ChartTheme): void {
    const look = [range.min, range.max, theme.sunken, ...theme.lanes].join();
    if (look !== this.#look) {
      this.#look = look;
      this.#pictures.clear();
      this.#ramps = theme.lanes.map((lane) => laneRamp(theme, lane));
    }
    const current = new Set(bands.map(keyOf));
    for (const key of this.#pictures.keys()) if (!current.has(key)) this.#pictures.delete(key);
  }

  #paintBand(ctx: CanvasRenderingContext2D, band: FlowBand, box: Box, { range, view }: FlowScene): void {
    const picture = this.#picture(band);
    this.#addColumns(picture, band, range);
    if (picture.drawn === 0) return;
    // A column of the picture stands for the steps up to the next one that is recorded; those out of view are cut off.
    const { detailEvery } = band.trace.shape;
    const from = Math.max(0, view.min / detailEvery);
    const to = Math.min(picture.drawn, view.max / detailEvery);
    if (to <= from) return;
    const left = placeIn(view, from * detailEvery, box);
    ctx.imageSmoothingEnabled = false;
    ctx.drawImage(
      picture.canvas,
      from,
      0,
      to - from,
      band.columns.length,
      left,
      box.top,
      placeIn(view, to * detailEvery, box) - left,
      box.height,
    );
  }

  #picture(band: FlowBand): Picture {
    const known = this.#pictures.get(keyOf(band));
    if (known !== undefined) return known;
    const { steps, detailEvery } = band.trace.shape;
    const canvas = new OffscreenCanvas(Math.ceil(steps / detailEvery), band.columns.length);
    const ctx = canvas.getContext('2d');
    if (ctx === null) throw new Error('Expected a 2D canvas for the heatmap, got none.');
    const picture = { canvas, ctx, drawn: 0 };
    this.#pictures.set(keyOf(band), picture);
    return picture;
  }

  /** One pixel per recorded step and t; the last t on top. */
  #addColumns(picture: Picture, { trace, columns, lane }: FlowBand, range: Domain): void {
    const fresh = Math.min(trace.detailSteps.length, picture.canvas.width) - picture.drawn;
    if (fresh <= 0) return;
    const ramp = cycled(this.#ramps, lane);
    const image = new ImageData(fresh, columns.length);
    for (let i = 0; i < fresh; i += 1) {
      columns.forEach((column, t) => {
        const share = flowShare(trace.flow.at(picture.drawn + i, column), range);
        const shade = Number.isNaN(share) ? SHADES : Math.round(share * (SHADES - 1));
        const at = ((columns.length - 1 - t) * fresh + i) * 4;
        image.data.set(ramp.subarray(shade * 4, shade * 4 + 4), at);
      });
    }
    picture.ctx.putImageData(image, picture.drawn, 0);
    picture.drawn += fresh;
  }
}

/** Place of a step on the axis, px. */
const placeIn = (view: Domain, step: number, box: Box): number =>
  box.left + ((step - view.min) / (view.max - view.min)) * box.width;

const keyOf = (band: FlowBand): string => `${band.runId} ${band.label}`;

/** Shades of a lane, and after them the colour of a value that is not finite. */
function laneRamp(theme: ChartTheme, lane: string): Uint8ClampedArray {
  const full = colorRamp(parseHex(theme.sunken), parseHex(lane), SHADES);
  const start = Math.round(FAINTEST * (SHADES - 1));
  const ramp = new Uint8ClampedArray((SHADES + 1) * 4);
  for (let i = 0; i < SHADES; i += 1) {
    const from = Math.round(start + ((SHADES - 1 - start) * i) / (SHADES - 1)) * 4;
    ramp.set(full.subarray(from, from + 4), i * 4);
  }
  ramp.set([...parseHex(theme.warn), 255], SHADES * 4);
  return ramp;
}

function paintTimeAxis(ctx: CanvasRenderingContext2D, band: FlowBand, box: Box, theme: ChartTheme): void {
  const steps = band.columns.length;
  const row = box.height / steps;
  ctx.fillStyle = theme.muted;
  ctx.textAlign = 'right';
  ctx.textBaseline = 'middle';
  if (band.mark !== '') {
    ctx.textAlign = 'left';
    ctx.fillText(band.mark, 12, box.top + box.height / 2);
    if (box.height < ROOM_FOR_TICKS) return;
    ctx.textAlign = 'right';
  }
  // Bands thinner than a line of text would write over each other.
  if (box.height < CHART_TEXT + 1) return;
  const name = band.mark === '' ? 't = ' : '';
  const most = Math.max(2, Math.floor(box.height / 22));
  const ticks = steps === 1 ? [0] : linearTicks({ min: 0, max: steps - 1 }, most).filter(Number.isInteger);
  for (const t of ticks) ctx.fillText(`${name}${t}`, box.left - 8, box.top + (steps - 0.5 - t) * row);
}

function paintStepAxis(
  ctx: CanvasRenderingContext2D,
  map: Box,
  { view }: FlowScene,
  theme: ChartTheme,
): void {
  const bottom = map.top + map.height;
  ctx.strokeStyle = theme.edge;
  ctx.lineWidth = 1;
  ctx.setLineDash([]);
  ctx.beginPath();
  ctx.moveTo(map.left, bottom + 0.5);
  ctx.lineTo(map.left + map.width, bottom + 0.5);
  ctx.stroke();
  ctx.fillStyle = theme.muted;
  ctx.textAlign = 'center';
  ctx.textBaseline = 'top';
  for (const step of stepTicks(view, Math.max(2, Math.floor(map.width / 90)))) {
    ctx.fillText(count(step), placeIn(view, step, map), bottom + 7);
  }
}

function paintProfile(
  ctx: CanvasRenderingContext2D,
  band: FlowBand,
  box: Box,
  { profileStep, range, cursor, notFinite }: FlowScene,
  theme: ChartTheme,
): void {
  const at = flowAt(band, profileStep);
  if (at === null) return;
  if (!at.flow.some(Number.isFinite)) {
    ctx.fillStyle = theme.warn;
    ctx.textAlign = 'center';
    ctx.textBaseline = 'middle';
    ctx.fillText(notFinite, box.left + box.width / 2, box.top + box.height / 2);
    return;
  }
  const row = box.height / band.columns.length;
  const gap = row >= 5 ? 1 : 0;
  at.flow.forEach((value, t) => {
    const share = flowShare(value, range);
    const y = box.top + (band.columns.length - 1 - t) * row;
    ctx.fillStyle = Number.isNaN(share) ? theme.warn : cycled(theme.lanes, band.lane);
    ctx.globalAlpha = cursor === null || cursor.t === null || cursor.t === t ? 1 : 0.45;
    ctx.fillRect(
      box.left,
      y + gap / 2,
      Number.isNaN(share) ? box.width : Math.max(1, share * box.width),
      row - gap,
    );
  });
  ctx.globalAlpha = 1;
}

function paintProfileAxis(
  ctx: CanvasRenderingContext2D,
  box: Box,
  { range }: FlowScene,
  theme: ChartTheme,
): void {
  const bottom = box.top + box.height;
  ctx.strokeStyle = theme.edge;
  ctx.beginPath();
  ctx.moveTo(box.left - 0.5, box.top);
  ctx.lineTo(box.left - 0.5, bottom + 0.5);
  ctx.lineTo(box.left + box.width, bottom + 0.5);
  ctx.stroke();
  ctx.fillStyle = theme.muted;
  ctx.textBaseline = 'top';
  ctx.textAlign = 'left';
  ctx.fillText(tickText(range.min), box.left, bottom + 7);
  ctx.textAlign = 'right';
  ctx.fillText(tickText(range.max), box.left + box.width, bottom + 7);
}

function paintCursor(
  ctx: CanvasRenderingContext2D,
  map: Box,
  step: number,
  view: Domain,
  theme: ChartTheme,
): void {
  const x = placeIn(view, step + 0.5, map);
  if (x < map.left || x > map.left + map.width) return;
  ctx.strokeStyle = theme.text;
  ctx.setLineDash([2, 3]);
  ctx.beginPath();
  ctx.moveTo(x, map.top);
  ctx.lineTo(x, map.top + map.height);
  ctx.stroke();
  ctx.setLineDash([]);
}
