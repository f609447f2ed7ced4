// What the rest of the desktop sees of training: the bar at the app's icon, a computer that stays awake, and a notice at the
// end for those who look elsewhere.
import type { ElectronApplication } from 'playwright-core';
import { describe, expect, it, vi } from 'vitest';
import { press as pressInDialogs } from './dialogs';
import { ENDLESS, chooseSpeed, press, setField, untilReady, untilState, untilSteps } from './lab';
import { openApp } from './open-app';

interface Seen {
  /** Shares and modes that the bar was given. */
  bars: { readonly share: number; readonly mode: string }[];
  /** The notices, with what a press on them does. */
  notices: { readonly title: string; readonly body: string; readonly press: () => void }[];
}

type Watched = typeof globalThis & { seen?: Seen };

/** Writes down what the system is asked to show; this machine may have no desktop that would. */
function watchDesktop(app: ElectronApplication): Promise<void> {
  return app.evaluate(({ BrowserWindow, Notification }) => {
    const seen: Seen = { bars: [], notices: [] };
    (globalThis as Watched).seen = seen;
    const [window] = BrowserWindow.getAllWindows();
    if (window === undefined) throw new Error('no window');
    window.setProgressBar = (share, options) => {
      seen.bars.push({ share, mode: options?.mode ?? 'normal' });
    };
    Notification.isSupported = () => true;
    Notification.prototype.show = function show(this: Electron.Notification) {
      const { title, body } = this;
      seen.notices.push({ title, body, press: () => this.emit('click') });
    };
  });
}

const bars = (app: ElectronApplication): Promise<Seen['bars']> =>
  app.evaluate(() => (globalThis as Watched).seen?.bars ?? []);

const notices = (app: ElectronApplication): Promise<readonly string[]> =>
  app.evaluate(() =>
    ((globalThis as Watched).seen?.notices ?? []).map(({ title, body }) => `${title}: ${body}`),
  );

const staysAwake = (app: ElectronApplication): Promise<boolean> =>
  app.evaluate(({ powerSaveBlocker }) =>
    Array.from({ length: 20 }, (_, id) => id).some((id) => powerSaveBlocker.isStarted(id)),
  );

/** Lets time pass in main: what trained before has trained for longer. */
const passTime = (app: ElectronApplication, ms: number): Promise<void> =>
  app.evaluate((_electron, by) => {
    const now = Date.now;
    Date.now = () => now() + by;
  }, ms);

const hide = (app: ElectronApplication): Promise<void> =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide());

const isVisible = (app: ElectronApplication): Promise<boolean> =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible() ?? false);

describe('training, seen from the desktop', () => {
  it('moves the bar at the icon and keeps the computer awake, until it pauses or ends', async () => {
    const { app, page } = await openApp();
    await untilReady(page);
    await watchDesktop(app);
    expect(await staysAwake(app)).toBe(false);
    await setField(page, 'training.steps', 400);
    await press(page, 'run');
    await untilSteps(page, 20);
    expect(await staysAwake(app)).toBe(true);
    await press(page, 'pause');
    await untilState(page, 'Paused before step');
    await vi.waitFor(async () => expect((await bars(app)).at(-1)?.mode).toBe('paused'));
    expect(await staysAwake(app)).toBe(false);
    await chooseSpeed(page, 'full');
    await press(page, 'run');
    await untilState(page, 'Done');
    await vi.waitFor(async () => expect((await bars(app)).at(-1)).toEqual({ share: -1, mode: 'none' }));
    expect(await staysAwake(app)).toBe(false);
    const shares = (await bars(app)).slice(0, -1).map(({ share }) => share);
    expect(Math.max(...shares)).toBeGreaterThan(0.04);
    expect(shares.every((share, place) => share >= (shares[place - 1] ?? 0))).toBe(true);
  });

  it('says that a long one has ended, in the language of the window, and a press brings it back', async () => {
    const { app, page } = await openApp({ env: { LANGUAGE: 'zh_CN:zh' } });
    await pressInDialogs(app, '不保存');
    await untilReady(page);
    await watchDesktop(app);
    await setField(page, 'training.steps', 400);
    await press(page, 'run');
    await untilSteps(page, 5);
    await hide(app);
    await passTime(app, 60_000);
    await chooseSpeed(page, 'full');
    await vi.waitFor(async () => expect(await notices(app)).toEqual(['sin → cos: 完成：1/1 次运行']), 30_000);
    await app.evaluate(() => (globalThis as Watched).seen?.notices[0]?.press());
    await vi.waitFor(async () => expect(await isVisible(app)).toBe(true));
  });

  it('says nothing of a short one, nor of what a person stopped', async () => {
    const { app, page } = await openApp();
    await untilReady(page);
    await watchDesktop(app);
    await hide(app);
    await chooseSpeed(page, 'full');
    await press(page, 'run');
    await untilState(page, 'Done');
    await setField(page, 'training.steps', ENDLESS);
    await press(page, 'run');
    await untilSteps(page, 5);
    await passTime(app, 60_000);
    await press(page, 'stop');
    await untilState(page, 'Stopped');
    await vi.waitFor(async () => expect((await bars(app)).at(-1)).toEqual({ share: -1, mode: 'none' }));
    expect(await notices(app)).toEqual([]);
  });
});
