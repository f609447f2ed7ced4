// Initial weights from a file that a person gives: safetensors, or what np.savez writes of a PyTorch state_dict. Whatever else
// the file is, it is refused with one sentence, and nothing large is allocated for it.
import { readFileSync, statSync } from 'node:fs';
import { type Entry, type ZipFile, fromBufferPromise } from 'yauzl';
import type { NamedTensor } from '../../src-core/contract/named-tensor';
import { crc32 } from '../../src-core/export/crc32';
import { readNpy } from '../../src-core/export/npy';
import { readSafetensors } from '../../src-core/export/safetensors';

export type WeightsResult =
  | { readonly kind: 'ok'; readonly tensors: readonly NamedTensor[] }
  /** One sentence; the file is named in it. */
  | { readonly kind: 'refused'; readonly why: string };

/** More than any network that is trained here has. */
const LARGEST_FILE = 4 * 2 ** 30;
const MOST_TENSORS = 10_000;
/** Weights hardly compress; biases of zeros do, and are small. */
const LARGEST_RATIO = 20;
const UNCOMPRESSED_ALLOWANCE = 2 ** 24;

/** @param file absolute path */
export async function readWeightsFile(file: string): Promise<WeightsResult> {
  const refused = (why: string): WeightsResult => ({ kind: 'refused', why });
  try {
    const problem = problemOf(file);
    if (problem !== null) return refused(problem);
    const bytes = readFileSync(file);
    const read = isZip(bytes) ? await readNpz(bytes) : readSafetensors(bytes);
    if (read.kind === 'refused') return refused(`${file} holds no weights. ${read.why}`);
    const unfit = notFinite(read.tensors);
    return unfit === null ? read : refused(`${file} holds no weights to begin with. ${unfit}`);
  } catch (error) {
    return refused(`${file}: expected a .safetensors or .npz file, got ${reason(error)}.`);
  }
}

/** Why a file is not worth reading; null: it is. */
function problemOf(file: string): string | null {
  const there = statSync(file);
  if (there.isDirectory()) return `${file}: expected a .safetensors or .npz file, got a folder.`;
  if (!there.isFile()) return `${file}: expected a .safetensors or .npz file, got something that is none.`;
  if (there.size > LARGEST_FILE)
    return `${file} has ${there.size} bytes: weights of at most ${LARGEST_FILE} are read.`;
  return null;
}

function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b;
}

/** An archive of arrays, each named as its tensor with `.npy` behind. */
async function readNpz(bytes: Buffer): Promise<WeightsResult> {
  const refused = (why: string): WeightsResult => ({ kind: 'refused', why });
  let zip: ZipFile;
  const entries: Entry[] = [];
  try {
    zip = await fromBufferPromise(bytes);
    if (zip.entryCount > MOST_TENSORS)
      return refused(`The archive claims ${zip.entryCount} files: at most ${MOST_TENSORS} are read.`);
    for await (const entry of zip.eachEntry()) entries.push(entry);
  } catch (error) {
    return refused(`It is a damaged archive (${reason(error)}).`);
  }
  const problem = archiveProblem(entries, bytes.length);
  if (problem !== null) return refused(problem);
  const tensors: NamedTensor[] = [];
  for (const entry of entries) {
    const name = entry.fileName.slice(0, -'.npy'.length);
    let content: Uint8Array;
    try {
      content = await contentOf(zip, entry);
    } catch (error) {
      return refused(`Tensor ${name} is damaged (${reason(error)}).`);
    }
    const read = readNpy(name, content);
    if (read.kind === 'refused') return read;
    tensors.push(read.tensor);
  }
  return { kind: 'ok', tensors };
}

/** What is wrong with an archive by its directory alone; null: nothing. */
function archiveProblem(entries: readonly Entry[], size: number): string | null {
  const names = new Set<string>();
  for (const { fileName } of entries) {
    if (!fileName.endsWith('.npy') || fileName.length > 200)
      return `The archive holds ${JSON.stringify(fileName.slice(0, 200))}: expected arrays (.npy) alone, as np.savez writes them.`;
    if (names.has(fileName)) return `The archive holds ${JSON.stringify(fileName)} twice.`;
    names.add(fileName);
  }
  const claimed = entries.reduce((sum, { uncompressedSize }) => sum + uncompressedSize, 0);
  if (claimed <= LARGEST_RATIO * size + UNCOMPRESSED_ALLOWANCE && claimed <= LARGEST_FILE) return null;
  return `The archive has ${size} bytes and claims to hold ${claimed}: weights do not compress so far.`;
}

/** The bytes of an entry; its size and its checksum are those of the directory. */
async function contentOf(zip: ZipFile, entry: Entry): Promise<Uint8Array> {
  const stream = await zip.openReadStreamPromise(entry);
  const content = new Uint8Array(entry.uncompressedSize);
  let length = 0;
  for await (const piece of stream) {
    const part = piece as Buffer;
    content.set(part, length);
    length += part.length;
  }
  if (length !== content.length) throw new Error(`expected ${content.length} bytes, got ${length}`);
  if (crc32(content) !== entry.crc32 >>> 0) throw new Error('its checksum is another');
  return content;
}

function notFinite(tensors: readonly NamedTensor[]): string | null {
  for (const { name, values } of tensors) {
    const at = values.findIndex((value) => !Number.isFinite(value));
    if (at >= 0) return `Tensor ${name} has ${values[at]} as value ${at}: expected finite numbers.`;
  }
  return null;
}

function reason(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT') return 'no such file';
  return code === 'EACCES' ? 'a file that may not be read' : message;
}
