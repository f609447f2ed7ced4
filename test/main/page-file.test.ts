import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fileOf } from '../../electron/main/page-file';

let base: string;
let page: string;

beforeAll(async () => {
  base = await mkdtemp(path.join(os.tmpdir(), 'unroll page '));
  page = path.join(base, 'page');
  await mkdir(path.join(page, 'assets'), { recursive: true });
  await mkdir(path.join(base, 'page-beside'));
  await writeFile(path.join(page, 'index.html'), 'index');
  await writeFile(path.join(page, 'assets', 'π.js'), 'script');
  await writeFile(path.join(page, '.stamp'), 'hidden');
  await writeFile(path.join(base, 'secret.txt'), 'secret');
  await writeFile(path.join(base, 'page-beside', 'secret.txt'), 'secret');
  await symlink(path.join(base, 'secret.txt'), path.join(page, 'link.txt'));
  await symlink(base, path.join(page, 'up'));
  await symlink('loop.txt', path.join(page, 'loop.txt'));
});

afterAll(() => rm(base, { recursive: true }));

describe('fileOf', () => {
  it('finds the files of the page, whatever their names need', async () => {
    expect(await fileOf('app://unroll/index.html', page)).toBe(path.join(page, 'index.html'));
    expect(await fileOf('app://unroll/index.html?v=1#top', page)).toBe(path.join(page, 'index.html'));
    expect(await fileOf('app://unroll/assets/%CF%80.js', page)).toBe(path.join(page, 'assets', 'π.js'));
    expect(await fileOf('app://unroll/assets/../index.html', page)).toBe(path.join(page, 'index.html'));
  });

  it.each([
    'app://unroll/../secret.txt',
    'app://unroll/%2e%2e/secret.txt',
    'app://unroll/%2e%2e%2fsecret.txt',
    'app://unroll/assets/%2e%2e/%2e%2e/secret.txt',
    'app://unroll/..%5csecret.txt',
    'app://unroll/assets\\..\\..\\secret.txt',
    'app://unroll/../page-beside/secret.txt',
    'app://unroll/%2fetc/passwd',
    'app://unroll//etc/passwd',
    'app://unroll/index.html%00',
    'app://unroll/index.html%00.png',
    'app://unroll/%',
    'app://unroll/%ff',
    'app://unroll/link.txt',
    'app://unroll/up/secret.txt',
    'app://unroll/loop.txt',
    'app://unroll/.stamp',
    'app://unroll/assets',
    'app://unroll/',
    'app://unroll/index.html/',
    'app://unroll/index.html/more',
    'app://unroll/missing.html',
    `app://unroll/${'long'.repeat(2000)}`,
    'app://elsewhere/index.html',
  ])('finds nothing at %s', async (address) => {
    expect(await fileOf(address, page)).toBeNull();
  });
});
