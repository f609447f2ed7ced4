import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { findDisplay, x11Addresses } from '../../build/setup/display.mjs';
import { temporaryFolder } from './temporary-site';

async function listen(address: string, onConnection: (socket: Socket) => void): Promise<void> {
  const server = createServer(onConnection).listen(address);
  await once(server, 'listening');
  onTestFinished(() => void server.close());
}

const freeNumber = () => 100_000 + randomInt(100_000);

test('reads where an X server may listen', () => {
  expect(x11Addresses(':7')).toEqual([{ path: '\0/tmp/.X11-unix/X7' }, { path: '/tmp/.X11-unix/X7' }]);
  expect(x11Addresses('unix:7.1')).toEqual(x11Addresses(':7'));
  expect(x11Addresses('desk.local:10.0')).toEqual([{ host: 'desk.local', port: 6010 }]);
  expect(x11Addresses('[::1]:0')).toEqual([{ host: '::1', port: 6000 }]);
  expect(x11Addresses('/private/tmp/launch/org.xquartz:0')).toEqual([
    { path: '/private/tmp/launch/org.xquartz:0' },
  ]);
  expect(x11Addresses('nonsense')).toEqual([]);
});

describe.runIf(process.platform === 'linux')('on Linux', () => {
  test('nothing set is no display', async () => {
    expect(await findDisplay({}, 'linux')).toEqual({ kind: 'none', why: 'There is no display' });
    expect(await findDisplay({ DISPLAY: '' }, 'linux')).toEqual({ kind: 'none', why: 'There is no display' });
  });

  test('a display that answers, even with a refusal, is one', async () => {
    const number = freeNumber();
    await listen(`\0/tmp/.X11-unix/X${number}`, (socket) => {
      socket.once('data', () => socket.end(Buffer.from([0])));
    });
    expect(await findDisplay({ DISPLAY: `:${number}` }, 'linux')).toEqual({ kind: 'display', flags: [] });
  });

  test('one that is set but not there, or hangs up, is named', async () => {
    const number = freeNumber();
    const none = { kind: 'none', why: `The display :${number} does not answer` };
    expect(await findDisplay({ DISPLAY: `:${number}` }, 'linux')).toEqual(none);
    await listen(`\0/tmp/.X11-unix/X${number}`, (socket) => socket.destroy());
    expect(await findDisplay({ DISPLAY: `:${number}` }, 'linux')).toEqual(none);
  });

  test('one that accepts and stays silent is given up', async () => {
    const number = freeNumber();
    await listen(`\0/tmp/.X11-unix/X${number}`, (socket) => socket.on('error', () => {}));
    expect(await findDisplay({ DISPLAY: `:${number}` }, 'linux')).toMatchObject({ kind: 'none' });
  });

  test('a Wayland compositor alone will do, and Electron is told so', async () => {
    const folder = temporaryFolder();
    await listen(path.join(folder, 'wayland-9'), () => {});
    const env = { WAYLAND_DISPLAY: 'wayland-9', XDG_RUNTIME_DIR: folder };
    expect(await findDisplay(env, 'linux')).toEqual({ kind: 'display', flags: ['--ozone-platform=wayland'] });
    expect(await findDisplay({ ...env, WAYLAND_DISPLAY: 'wayland-8' }, 'linux')).toEqual({
      kind: 'none',
      why: 'The display wayland-8 does not answer',
    });
  });
});

test('macOS and Windows always have one', async () => {
  expect(await findDisplay({}, 'darwin')).toEqual({ kind: 'display', flags: [] });
  expect(await findDisplay({}, 'win32')).toEqual({ kind: 'display', flags: [] });
});
