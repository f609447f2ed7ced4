// How an experiment names a csv file: by a plain name, read beside the experiment's own file and nowhere else, or as one of the
// samples that come with the app.

/** The samples, by the path that an experiment has. */
export const SAMPLE_PATHS = ['sample:sunspots.csv'] as const;

export type SamplePath = (typeof SAMPLE_PATHS)[number];

/** Bytes of the largest file that is read: a million rows and more. */
export const LARGEST_CSV = 16 * 2 ** 20;

/** Longest name of a file that every system takes, with room for what is put behind it. */
const LONGEST_NAME = 200;

/** What some system takes for a separator, a wildcard, or no part of a name. */
// eslint-disable-next-line no-control-regex
const NO_NAME = /[\u0000-\u001f\u007f/\\:*?"<>|]/;

/** Names that Windows keeps for devices, whatever follows the dot. */
const DEVICE = /^(con|prn|aux|nul|com\d|lpt\d)\./i;

export function isSamplePath(path: string): path is SamplePath {
  return SAMPLE_PATHS.some((sample) => sample === path);
}

/** True for the name of a csv file on every system: nothing in it leads into another folder. */
export function isCsvName(name: string): boolean {
  if (name.length > LONGEST_NAME || NO_NAME.test(name) || DEVICE.test(name)) return false;
  return /^[^. ].*\.csv$/i.test(name);
}

/** True for what an experiment may give as the path of its csv. */
export function isCsvPath(path: string): boolean {
  return isSamplePath(path) || isCsvName(path);
}

/** What a path has to be, in words. */
export const CSV_PATH_WORDS = `the plain name of a csv file beside the experiment file (data.csv, no folder), or ${SAMPLE_PATHS.join(', ')}`;
