// A file dropped on the window is opened by main. The page has no part in it: only here is known where a file lies.
import { webUtils } from 'electron';

/** Calls back with the absolute path of every file that is dropped on the window, one at a time. */
export function onDroppedFile(open: (file: string) => void): void {
  addEventListener('dragover', (event) => {
    if (event.dataTransfer?.types.includes('Files') !== true) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = 'copy';
  });
  addEventListener('drop', (event) => {
    const [file] = event.dataTransfer?.files ?? [];
    if (file === undefined) return;
    event.preventDefault();
    const path = pathOf(file);
    if (path !== '') open(path);
  });
}

/** Empty for a file that a page made up. Electron before 32 put the path into the file itself. */
function pathOf(file: File & { readonly path?: string }): string {
  const utils = webUtils as typeof webUtils | undefined;
  return utils === undefined ? (file.path ?? '') : utils.getPathForFile(file);
}
