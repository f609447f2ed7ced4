// A program that starts another one as a normal user, with a home and a key to the display of its own. Root only.
import { chmod, chown, copyFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

export interface AsUser {
  /** Of the user and of the group of the same number. */
  readonly uid: number;
  /** Belongs to the user; the program and the key are put here. */
  readonly home: string;
  /** What is started; what follows in its command line comes after it. Without: the command line says it all. */
  readonly command?: string;
}

/** What a program would take from the one who starts it, and that is not the user's. */
const NOT_THE_USERS =
  'XDG_CONFIG_HOME XDG_CACHE_HOME XDG_DATA_HOME NODE_OPTIONS ELECTRON_RUN_AS_NODE INIT_CWD';

/** @returns path of the program, named after what it starts */
export async function programAsUser({ uid, home, command }: AsUser): Promise<string> {
  const key = path.join(home, 'display-key');
  const display = process.env['XAUTHORITY'];
  if (display !== undefined) await copyFile(display, key);
  const program = path.join(home, `as-user-${command === undefined ? 'any' : path.basename(command)}`);
  const started = command === undefined ? '"$@"' : `'${command}' "$@"`;
  const lines = [
    '#!/bin/sh',
    `unset ${NOT_THE_USERS}`,
    `export HOME='${home}' XAUTHORITY='${key}' XDG_RUNTIME_DIR='${home}'`,
    `exec setpriv --reuid=${uid} --regid=${uid} --clear-groups -- ${started}`,
  ];
  await writeFile(program, `${lines.join('\n')}\n`);
  await chmod(program, 0o755);
  for (const owned of display === undefined ? [home] : [home, key]) await chown(owned, uid, uid);
  return program;
}
