// When the Electron that this runs on came out: what About says of its age.

/** Year and month by version: the one package.json pins, and the one that set-up takes from an npm package. */
const RELEASED: Readonly<Record<string, string>> = {
  '25.1.1': '2023-06',
  '45.4.1': '2026-11',
};

export interface ElectronAge {
  /** Year and month, as in `2023-06`. */
  readonly released: string;
  /** Whole months since then. */
  readonly months: number;
}

/** @returns null for an Electron that this version of the app was not made with */
export function electronAge(version: string, now: Date): ElectronAge | null {
  const released = RELEASED[version];
  if (released === undefined) return null;
  const [year = 0, month = 1] = released.split('-').map(Number);
  const months = (now.getFullYear() - year) * 12 + now.getMonth() + 1 - month;
  return { released, months: Math.max(0, months) };
}
