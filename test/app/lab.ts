// The lab as a person uses it: buttons, fields, and what is written on the screen.
import type { Page } from 'playwright-core';

export const stateOf = (page: Page): Promise<string> => page.getByTestId('run-state').innerText();

export const badgeOf = (page: Page): Promise<string> => page.getByTestId('engine-badge').first().innerText();

/** Waits until the state of the run reads like this. @returns the whole line: state and what it says of it */
export async function untilState(page: Page, state: RegExp | string, timeout = 90_000): Promise<string> {
  const shown = page.getByTestId('run-state').filter({ hasText: state });
  await shown.waitFor({ timeout });
  return page.getByRole('status').filter({ has: shown }).innerText();
}

/** Waits until Run can be pressed. */
export async function untilReady(page: Page): Promise<void> {
  await page.locator('[data-testid="run"]:enabled').waitFor({ timeout: 90_000 });
}

export async function chooseSpeed(page: Page, speed: 'article' | 'full'): Promise<void> {
  // The radio button itself is hidden behind its label.
  await page.getByTestId(`pace-${speed}`).check({ force: true });
}

/** Types a value into a field of the form, by the path it has in the experiment file. */
export function setField(page: Page, path: string, value: string | number): Promise<void> {
  return page.locator(`[data-path="${path}"]`).fill(String(value));
}

export const press = (page: Page, button: 'run' | 'pause' | 'step' | 'stop'): Promise<void> =>
  page.getByTestId(button).click();

/** More steps than any engine takes while a test runs: such a run ends by what is done to it. */
export const ENDLESS = 100_000_000;

/** Steps taken, as the bar says. */
export async function stepsTaken(page: Page): Promise<number> {
  return Number(await page.getByTestId('progress').getAttribute('aria-valuenow'));
}

/** Waits until at least this many steps are taken. */
export async function untilSteps(page: Page, steps: number): Promise<void> {
  await page.waitForFunction(
    (least) =>
      Number(document.querySelector('[data-testid="progress"]')?.getAttribute('aria-valuenow')) >= least,
    steps,
    { timeout: 90_000 },
  );
}

/** A number as the window writes it: groups of three, a true minus, powers of ten. */
export function readFigure(text: string): number {
  const plain = text.replace(/[\u202f\s]/g, '').replace(/\u2212/g, '-');
  const power = /^(-?[\d.]+)·10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)$/.exec(plain);
  if (power === null) return Number(plain);
  const exponent = [...(power[2] ?? '')].map((digit) => '⁻⁰¹²³⁴⁵⁶⁷⁸⁹'.indexOf(digit));
  const sign = exponent[0] === 0 ? -1 : 1;
  return (
    Number(power[1]) *
    10 **
      (sign *
        Number(
          exponent
            .filter((d) => d > 0)
            .map((d) => d - 1)
            .join(''),
        ))
  );
}

/** The loss on the lane's card. */
export async function lossOnScreen(page: Page): Promise<number> {
  return readFigure(await page.getByTestId('figure-loss').innerText());
}

/** A count of steps as the window writes it. */
export function grouped(step: number): string {
  return String(step).replace(/\B(?=(\d{3})+$)/g, '\u202f');
}
