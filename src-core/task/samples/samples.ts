// eslint-disable-next-line @typescript-eslint/triple-slash-reference -- every layer that reads this file needs the type
/// <reference path="./csv-text.d.ts" />
// The texts of the data that come with the app; README.md says where they are from.
import type { SamplePath } from '../../experiment/csv-path';
import sunspots from './sunspots.csv?raw';

export const SAMPLE_TEXTS: Readonly<Record<SamplePath, string>> = { 'sample:sunspots.csv': sunspots };
