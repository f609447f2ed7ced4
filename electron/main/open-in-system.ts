// Hands a file or folder to the program the system has for it.
import { shell } from 'electron';

/** @throws Error where that cannot be done. */
export async function openInSystem(target: string): Promise<void> {
  const problem = await shell.openPath(target);
  if (problem !== '') throw new Error(`${target} cannot be opened: ${problem}`);
}
