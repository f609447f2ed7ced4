// A picture on the system's clipboard, by whichever interface this Electron has.
import { clipboard, ClipboardItem, nativeImage, type NativeImage } from 'electron';

/** As Electron before 45 has it. */
interface OlderClipboard {
  writeImage?(image: NativeImage): void;
}

/** @param png bytes of a PNG file */
export async function copyPng(png: Uint8Array): Promise<void> {
  const older = clipboard as OlderClipboard;
  if (older.writeImage !== undefined) return older.writeImage(nativeImage.createFromBuffer(Buffer.from(png)));
  await clipboard.write([new ClipboardItem({ 'image/png': new Blob([Uint8Array.from(png)]) })]);
}
