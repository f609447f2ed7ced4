// What main refuses whoever asks: files outside the page, requests of the wrong form, requests from elsewhere.
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type {} from '../../renderer/bridge';
import { CONTENT_POLICY } from '../../electron/main/content-policy';
import { untilReady } from './lab';
import { ROOT, openApp } from './open-app';

/** What Chromium and main write about attempts that were refused. */
const REFUSED = /Failed to load resource|Error occurred in handler|A request on|own window only|No run /;

const open = () => openApp({ expected: REFUSED });

describe('the protocol of the app', () => {
  it('answers with the policy, the right type and nothing to guess', async () => {
    const { page } = await open();
    const answers = await page.evaluate(async () => {
      const script = document.querySelector('script')?.src ?? '';
      const style = document.querySelector<HTMLLinkElement>('link[rel=stylesheet]')?.href ?? '';
      return Promise.all(
        ['app://unroll/index.html', script, style].map(async (address) => {
          const { status, headers } = await fetch(address);
          return [
            status,
            ...['content-type', 'content-security-policy', 'x-content-type-options'].map((name) =>
              headers.get(name),
            ),
          ];
        }),
      );
    });
    expect(answers).toEqual(
      ['text/html', 'text/javascript', 'text/css'].map((type) => [
        200,
        `${type}; charset=utf-8`,
        CONTENT_POLICY,
        'nosniff',
      ]),
    );
    expect(CONTENT_POLICY).not.toMatch(/unsafe|\*|https?:/);
  });

  it('serves nothing but files of the page, and only to be read', async () => {
    const { page } = await open();
    const statuses = await page.evaluate(() =>
      Promise.all(
        [
          ['GET', '/../../package.json'],
          ['GET', '/%2e%2e/%2e%2e/package.json'],
          ['GET', '/%2e%2e%2fmain%2fmain.cjs'],
          ['GET', '/..%5c..%5cpackage.json'],
          ['GET', '//etc/passwd'],
          ['GET', '/.stamp'],
          ['POST', '/index.html'],
          ['PUT', '/index.html'],
          ['DELETE', '/index.html'],
        ].map(async ([method = '', to]) => (await fetch(`app://unroll${to}`, { method })).status),
      ),
    );
    expect(statuses).toEqual([404, 404, 404, 404, 404, 404, 405, 405, 405]);
  });
});

describe('requests to main', () => {
  it('are read before they are acted on', async () => {
    const { page } = await open();
    const answers = await page.evaluate(async () => {
      const bridge = window.unroll as unknown as Record<string, (request: unknown) => Promise<unknown>>;
      const ask = (name: string, request: unknown): Promise<unknown> =>
        bridge[name]?.(request).catch((error: unknown) => (error instanceof Error ? error.message : error)) ??
        Promise.resolve('absent');
      return [
        await ask('control', { runId: 5, action: { kind: 'stop' } }),
        await ask('control', { runId: 'x', action: { kind: 'shutdown' } }),
        await ask('start', { experiment: {}, pace: { kind: 'full' }, folder: '/etc' }),
        await ask('start', { experiment: { format: 'other' }, pace: { kind: 'full' } }),
        await ask('reveal', '/etc'),
      ];
    });
    expect(answers[0]).toContain('A request on run:control cannot be read: expected string as runId, got 5.');
    expect(answers[1]).toContain('A request on run:control cannot be read');
    expect(answers[2]).toContain('A request on run:start cannot be read: expected never as folder');
    expect(answers[3]).toMatchObject({ kind: 'refused', problems: [{ path: 'format' }] });
    expect(answers[4]).toContain('No run /etc was started');
  });

  it('are answered to the one window only', async () => {
    const { app, page } = await open();
    await untilReady(page);
    const ask = `window.unroll.describe().then(() => 'answered', (error) => error.message)`;
    const elsewhere = await app.evaluate(
      async ({ BrowserWindow }, { preload, code }) => {
        const other = new BrowserWindow({ show: false, webPreferences: { preload, sandbox: true } });
        await other.loadURL('app://unroll/index.html');
        const answer: unknown = await other.webContents.executeJavaScript(code);
        other.destroy();
        return answer;
      },
      { preload: path.join(ROOT, 'dist', 'preload', 'preload.cjs'), code: ask },
    );
    expect(elsewhere).toContain("answers the app's own window only");
    expect(await page.evaluate(ask)).toBe('answered');
  });
});
