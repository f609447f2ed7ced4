// The two lanes of every experiment about clipping.
import type { Lane } from '../experiment';

export const NOT_CLIPPED: Lane = { label: 'not clipped', set: {} };
export const CLIPPED: Lane = { label: 'clipped at 1', set: { 'training.clip': { kind: 'norm', limit: 1 } } };
