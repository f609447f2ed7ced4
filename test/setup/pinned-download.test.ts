import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { pinnedFile } from '../../build/setup/pinned-download.mjs';
import { identify } from '../../build/setup/process-identity.mjs';
import { temporarySite, workAt } from './temporary-site';

const content = 'the right bytes'.repeat(1000);
const pinned = {
  package: 'a package 1.0',
  file: 'package-1.0.tgz',
  bytes: content.length,
  sha256: createHash('sha256').update(content).digest('hex'),
};
const kept = (cache: string) => path.join(cache, 'downloads', pinned.file);

/** A client that delivers `text`, as npm and pip do: a file in the folder it is given. */
function client(text: string, name = pinned.file) {
  const folders: string[] = [];
  const download = async (folder: string) => {
    folders.push(folder);
    writeFileSync(path.join(folder, name), text);
  };
  return { folders, download };
}

test('downloads once, keeps the file and checks it at each use', async () => {
  const { work, said } = workAt(temporarySite());
  work.progress.begin('a step', 1, 1);
  const { folders, download } = client(content);
  const first = await pinnedFile(work, pinned, download);
  const second = await pinnedFile(work, pinned, download);
  expect([first, second]).toEqual([kept(work.site.cache), kept(work.site.cache)]);
  expect(folders).toHaveLength(1);
  expect(readFileSync(first, 'utf8')).toBe(content);
  expect(said().match(/checking/g)).toHaveLength(2);
  expect(existsSync(folders[0] ?? '')).toBe(false);
});

test.each([
  ['cut short', content.slice(0, 100)],
  ['one bit different', `T${content.slice(1)}`],
  ['empty', ''],
])('a file in the cache that is %s is said to be damaged and downloaded again', async (_how, damaged) => {
  const { work, said } = workAt(temporarySite());
  mkdirSync(path.join(work.site.cache, 'downloads'), { recursive: true });
  writeFileSync(kept(work.site.cache), damaged);
  const { folders, download } = client(content);
  await pinnedFile(work, pinned, download);
  expect(folders).toHaveLength(1);
  expect(readFileSync(kept(work.site.cache), 'utf8')).toBe(content);
  expect(said()).toContain('is damaged: it is downloaded again');
});

test('another file than the pinned one is refused by both sums, and nothing of it is kept', async () => {
  const { work } = workAt(temporarySite());
  const { folders, download } = client('other bytes');
  await expect(pinnedFile(work, pinned, download)).rejects.toMatchObject({
    what: 'a package 1.0 is not the file it should be',
    why: [expect.stringContaining(pinned.sha256), 'Nothing of it was kept.'],
  });
  expect(existsSync(kept(work.site.cache))).toBe(false);
  expect(existsSync(folders[0] ?? '')).toBe(false);
});

test('a client that delivers another name, or nothing, is a failure that names what came', async () => {
  const { work } = workAt(temporarySite());
  const refused = pinnedFile(work, pinned, client(content, 'package-1.1.tgz').download);
  await expect(refused).rejects.toMatchObject({
    why: [expect.stringContaining('package-1.1.tgz'), expect.anything()],
  });
  const nothing = pinnedFile(work, pinned, async () => {});
  await expect(nothing).rejects.toMatchObject({
    why: [expect.stringContaining('nothing'), expect.anything()],
  });
});

test('a download that is ended keeps nothing, and the next one starts afresh', async () => {
  const { work } = workAt(temporarySite());
  const ended = pinnedFile(work, pinned, async (folder) => {
    writeFileSync(path.join(folder, pinned.file), content.slice(0, 10));
    throw new Error('ended');
  });
  await expect(ended).rejects.toThrow('ended');
  expect(readdirSync(path.join(work.site.cache, 'partial'))).toEqual([]);
  await pinnedFile(work, pinned, client(content).download);
  expect(readFileSync(kept(work.site.cache), 'utf8')).toBe(content);
});

test('what a killed set-up left is removed; what another one downloads now is not touched', async () => {
  const { work } = workAt(temporarySite());
  const parent = identify(process.ppid);
  const partials = path.join(work.site.cache, 'partial');
  const living = `${parent?.pid}.${parent?.startedAt}.12345678`;
  mkdirSync(path.join(partials, living), { recursive: true });
  mkdirSync(path.join(partials, '4000000.1.12345678'));
  mkdirSync(path.join(partials, 'not ours at all'));
  await pinnedFile(work, pinned, client(content).download);
  expect(readdirSync(partials)).toEqual([living]);
});

test('a disk with too little space is named before anything is downloaded', async () => {
  const { work } = workAt(temporarySite());
  const { folders, download } = client(content);
  const refused = pinnedFile(work, { ...pinned, bytes: 1e18 }, download);
  await expect(refused).rejects.toMatchObject({ what: 'too little space on the disk' });
  expect(folders).toEqual([]);
});
