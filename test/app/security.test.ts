// What the page of a hostile or broken version of itself could not do: the rules of Electron's security list, each tried.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ElectronApplication, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type {} from '../../renderer/bridge';
import { untilReady } from './lab';
import { openApp } from './open-app';

/** What Chromium and main write about attempts that were refused. */
const REFUSED =
  /Refused to|Not allowed to|net::ERR_|Failed to load resource|Error occurred in handler|A request on|own window only|CSP|Content Security|Fetch API cannot load|Prevented|Blocked|WebSocket|violates|trace-warnings|called into the page/;

const open = () => openApp({ expected: REFUSED });

declare global {
  interface Window {
    /** Directives of the content policy that something ran into. */
    violations: Set<string>;
  }
}

/** A server on this machine that counts who comes. */
let server: Server;
let outside: string;
let hits: string[];

beforeAll(async () => {
  hits = [];
  server = createServer((request, response) => {
    hits.push(`${request.method} ${request.url}`);
    response.end('window.fromOutside = true;');
  });
  server.on('upgrade', (request, socket) => {
    hits.push(`upgrade ${request.url}`);
    socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  outside = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => void server.close());

describe('the page', () => {
  it('has no Node and no Electron, only the bridge', async () => {
    const { page } = await open();
    const found = await page.evaluate(() => ({
      node: [
        'require',
        'process',
        'module',
        'Buffer',
        'global',
        '__dirname',
        'electron',
        'ipcRenderer',
      ].filter((name) => name in window),
      bridge: Object.entries(window.unroll ?? {}).map(([name, value]) => `${name}: ${typeof value}`),
      frozen: Object.isFrozen(window.unroll) || !Reflect.set(window, 'unroll', null),
    }));
    expect(found).toEqual({
      node: [],
      bridge: [
        'describe: function',
        'hostState: function',
        'chooseLanguage: function',
        'start: function',
        'control: function',
        'inspect: function',
        'reveal: function',
        'edited: function',
        'records: object',
        'exports: object',
        'weights: object',
        'onHostState: function',
        'onLanguage: function',
        'onOpened: function',
        'onSaved: function',
        'onEntered: function',
        'onMenuCommand: function',
        'onRunEvent: function',
      ],
      frozen: true,
    });
  });

  it('cannot reach into the preload script by changing what the language brings along', async () => {
    const { page } = await open();
    const version = await page.evaluate(async () => {
      const spoil = (): never => {
        throw new Error('the preload script called into the page');
      };
      Array.prototype.push = spoil;
      Object.entries = spoil;
      JSON.parse = spoil;
      Object.prototype.toString = spoil;
      return (await window.unroll?.describe())?.version;
    });
    expect(version).toMatch(/^\d+\.\d+\.\d+$/);
  });

  it('runs with every protection of its process on', async () => {
    const { app } = await open();
    const preferences = await app.evaluate(({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      // Not in Electron's documentation, but it is what its own tests ask.
      const asked = contents as unknown as { getLastWebPreferences(): Record<string, unknown> };
      return asked.getLastWebPreferences();
    });
    expect(preferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
    });
    expect(preferences['nodeIntegrationInWorker'] ?? false).toBe(false);
    expect(preferences['allowRunningInsecureContent'] ?? false).toBe(false);
    expect(preferences['experimentalFeatures'] ?? false).toBe(false);
    expect(preferences['enableBlinkFeatures'] ?? '').toBe('');
  });

  it('runs no code that is not a file of the app', async () => {
    const { page } = await open();
    const tried = await page.evaluate(async (address) => {
      window.violations = new Set();
      document.addEventListener('securitypolicyviolation', (event) =>
        window.violations.add(event.effectiveDirective),
      );
      const script = (set: (element: HTMLScriptElement) => void): Promise<unknown> =>
        new Promise((resolve) => {
          const element = document.createElement('script');
          set(element);
          element.onerror = element.onload = resolve;
          document.head.append(element);
          if (element.src === '') resolve(null);
        });
      await script((element) => (element.textContent = 'window.fromInside = true'));
      await script((element) => (element.src = `${address}/script.js`));
      await script((element) => (element.src = 'data:text/javascript,window.fromInside=true'));
      document.body.insertAdjacentHTML('beforeend', '<img src="x:" onerror="window.fromInside = true">');
      const evaluated = ['eval', 'Function'].map((name) => {
        try {
          return name === 'eval' ? (0, eval)('1') : new Function('return 1')();
        } catch (error) {
          return error instanceof EvalError;
        }
      });
      document.body.insertAdjacentHTML('beforeend', '<p id="styled" style="color: rgb(1, 2, 3)">x</p>');
      const styled = document.getElementById('styled');
      return {
        ran: 'fromInside' in window || 'fromOutside' in window,
        evaluated,
        color: styled === null ? null : getComputedStyle(styled).color === 'rgb(1, 2, 3)',
      };
    }, outside);
    expect(tried.ran).toBe(false);
    expect(tried.evaluated).toEqual([true, true]);
    expect(tried.color).toBe(false);
    await page.waitForFunction(() =>
      ['script-src', 'script-src-elem', 'script-src-attr', 'style-src-attr'].every((directive) =>
        window.violations.has(directive),
      ),
    );
    expect(hits).toEqual([]);
  });

  it('reaches nothing outside the app, by no way', async () => {
    const { app, page } = await open();
    const url = page.url();
    const reached = await page.evaluate(async (address) => {
      const element = (html: string): void => document.body.insertAdjacentHTML('beforeend', html);
      element(`<img src="${address}/image.png">`);
      element(`<link rel="stylesheet" href="${address}/style.css">`);
      element(`<link rel="prefetch" href="${address}/prefetch">`);
      element(`<iframe src="${address}/frame"></iframe><object data="${address}/object"></object>`);
      element(`<video src="${address}/video"></video>`);
      element(`<form action="${address}/form" method="post"></form>`);
      document.forms[0]?.submit();
      navigator.sendBeacon(`${address}/beacon`, 'x');
      const failed = (promise: Promise<unknown>): Promise<string> =>
        promise.then(
          () => 'reached',
          () => 'failed',
        );
      const socket = await new Promise((resolve) => {
        try {
          const opened = new WebSocket(address.replace('http', 'ws'));
          opened.onerror = () => resolve('failed');
          opened.onopen = () => resolve('reached');
        } catch {
          resolve('failed');
        }
      });
      const module = new Promise((resolve) => {
        const script = document.createElement('script');
        script.type = 'module';
        script.src = `${address}/module.js`;
        script.onload = () => resolve('reached');
        script.onerror = () => resolve('failed');
        document.head.append(script);
      });
      return [
        socket,
        await failed(fetch(`${address}/fetch`, { mode: 'no-cors' })),
        await failed(fetch('file:///etc/passwd')),
        await module,
      ];
    }, outside);
    expect(reached).toEqual(['failed', 'failed', 'failed', 'failed']);
    // Not by way of the session either, which knows no content policy.
    const bySession = await app.evaluate(
      ({ session }, address) =>
        session.defaultSession.fetch(`${address}/session`).then(
          () => 'reached',
          (error: unknown) => String(error),
        ),
      outside,
    );
    expect(bySession).toContain('ERR_BLOCKED_BY_CLIENT');
    expect(page.url()).toBe(url);
    expect(hits).toEqual([]);
  });

  it('cannot be led away, and opens no window', async () => {
    const { app, page } = await open();
    await untilReady(page);
    const url = page.url();
    for (const address of [
      outside,
      'file:///etc/passwd',
      'data:text/html,<p>elsewhere',
      'app://elsewhere/index.html',
      'app://unroll/other.html',
    ]) {
      await page.evaluate((to) => {
        document.getElementById('away')?.remove();
        const link = document.createElement('a');
        link.href = to;
        link.id = 'away';
        link.style.cssText = 'position: fixed; inset: 0; z-index: 1000';
        document.body.append(link);
        location.href = to;
      }, address);
      await page.mouse.click(300, 300);
      await page.mouse.click(300, 300, { button: 'middle' });
      await page.evaluate((to) => {
        document.getElementById('away')?.setAttribute('target', '_blank');
        if (window.open(to) !== null) throw new Error(`${to} was opened.`);
      }, address);
      await page.mouse.click(300, 300);
      expect(page.url(), address).toBe(url);
    }
    expect(await windows(app)).toBe(1);
    expect(hits).toEqual([]);
    await untilRunIsOffered(page);
  });

  it('comes back when it is emptied', async () => {
    const { app, page } = await open();
    await untilReady(page);
    const url = page.url();
    const opened = await page.evaluate(() => {
      const other = window.open('about:blank');
      document.body.id = 'before';
      // A moment later, so that this call returns before the page it was made in is gone.
      setTimeout(() => (location.href = 'about:blank'));
      return other !== null;
    });
    expect(opened).toBe(false);
    await vi.waitFor(async () => expect(await page.evaluate(() => document.body.id)).toBe(''), {
      timeout: 10_000,
    });
    await untilRunIsOffered(page);
    expect(page.url()).toBe(url);
    expect(await windows(app)).toBe(1);
  });

  it('embeds nothing', async () => {
    const { app, page } = await open();
    const inert = await page.evaluate(() => {
      document.body.insertAdjacentHTML(
        'beforeend',
        '<webview src="app://unroll/index.html"></webview><iframe src="app://unroll/index.html"></iframe>',
      );
      const webview = document.querySelector('webview');
      return webview !== null && !('getURL' in webview);
    });
    expect(inert).toBe(true);
    const contents = await app.evaluate(({ webContents }) =>
      webContents.getAllWebContents().map((c) => c.getType()),
    );
    expect(contents.filter((type) => type !== 'window')).toEqual([]);
  });

  it('is granted no permission', async () => {
    const { page } = await open();
    const answers = await page.evaluate(async () => {
      const names = ['geolocation', 'notifications', 'camera', 'microphone', 'midi', 'clipboard-read'];
      const states = await Promise.all(
        names.map(
          async (name) => (await navigator.permissions.query({ name: name as PermissionName })).state,
        ),
      );
      const refused = (promise: Promise<unknown>): Promise<boolean> =>
        promise.then(
          () => false,
          () => true,
        );
      return {
        states: [...new Set(states)],
        notification: await Notification.requestPermission(),
        media: await refused(navigator.mediaDevices.getUserMedia({ audio: true })),
        display: await refused(navigator.mediaDevices.getDisplayMedia()),
        clipboard: await refused(navigator.clipboard.readText()),
        geolocation: await new Promise((resolve) => {
          navigator.geolocation.getCurrentPosition(
            () => resolve('granted'),
            (error) => resolve(error.code === error.PERMISSION_DENIED ? 'denied' : error.message),
          );
        }),
      };
    });
    expect(answers).toEqual({
      states: ['denied'],
      notification: 'denied',
      media: true,
      display: true,
      clipboard: true,
      geolocation: 'denied',
    });
  });
});

/** Asked of the page itself: Playwright would wait for navigations that never were. */
async function untilRunIsOffered(page: Page): Promise<void> {
  const isOffered = () => page.evaluate(() => document.querySelector('[data-testid="run"]:enabled') !== null);
  await vi.waitFor(async () => expect(await isOffered()).toBe(true), { timeout: 30_000 });
}

async function windows(app: ElectronApplication): Promise<number> {
  await vi.waitFor(() => expect(app.windows()).toHaveLength(1));
  return app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length);
}
