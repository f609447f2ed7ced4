// The real app in a real Electron: opened on a user-data folder of its own, closed in order, watched for anything the page
// or main complain of.
import type { ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';
import { onTestFinished } from 'vitest';
import { answerDialogs } from './dialogs';

/** Root of the repository. */
export const ROOT = path.resolve(import.meta.dirname, '..', '..');

/** What `npm test` found or set up; else what set-up puts in its place. */
export const ELECTRON = process.env['UNROLL_ELECTRON'] ?? path.join(ROOT, '.runtime', 'electron', 'electron');

export interface OpenOptions {
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Folder of a user's data; a new one where none is given. */
  readonly userData?: string;
  /** What starts Electron, where it is not the binary itself. */
  readonly executable?: string;
  /** Whether the sandbox of the operating system is on; root cannot have it. */
  readonly sandbox?: boolean;
  /** What the page complains of and the test provokes. */
  readonly expected?: RegExp;
}

export interface OpenApp {
  readonly app: ElectronApplication;
  readonly page: Page;
  readonly userData: string;
  /** What the page or main complained of so far. */
  readonly complaints: readonly string[];
  /** Quits as a person does, and waits until every process is gone. @returns exit code */
  close(): Promise<number | null>;
}

/**
 * Opens the app; it is closed with the test that opened it. A test in which the page or main complained of anything but
 * what it expected fails.
 */
export async function openApp(options: OpenOptions = {}): Promise<OpenApp> {
  const userData = options.userData ?? (await newUserData());
  const app = await _electron.launch({
    executablePath: options.executable ?? ELECTRON,
    // The system's theme, as a person has it, in place of Playwright's light one.
    colorScheme: null,
    chromiumSandbox: options.sandbox ?? false,
    args: [ROOT, `--user-data-dir=${userData}`, ...(options.args ?? [])],
    cwd: ROOT,
    env: environment(options.env ?? {}),
  });
  const child = app.process();
  const complaints: string[] = [];
  watchMain(child, complaints);
  const page = await app.firstWindow();
  await answerDialogs(app);
  watchPage(page, complaints);
  let closed: Promise<number | null> | null = null;
  const close = (): Promise<number | null> => (closed ??= quit(app, child));
  onTestFinished(async () => {
    await close();
    const unexpected = complaints.filter((text) => options.expected?.test(text) !== true);
    if (unexpected.length > 0) throw new Error(`The app complained:\n${unexpected.join('\n')}`);
  });
  return { app, page, userData, complaints, close };
}

/** A folder for a user's data, with a space and letters of more than one script in its path; removed with the test. */
export async function newUserData(): Promise<string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'unroll täst 数据 '));
  onTestFinished(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  return folder;
}

/** This process's environment without what would turn Electron into Node or change how it starts; in English. */
export function environment(more: Readonly<Record<string, string>>): Record<string, string> {
  const inherited = Object.entries(process.env).filter(
    (entry): entry is [string, string] =>
      entry[1] !== undefined && !['ELECTRON_RUN_AS_NODE', 'NODE_OPTIONS', 'NODE_ENV'].includes(entry[0]),
  );
  return { ...Object.fromEntries(inherited), LANGUAGE: 'en', ...more };
}

/** What Chromium says of the machine (no message bus, no graphics card) is no complaint of the app. */
function watchMain(child: ChildProcess, complaints: string[]): void {
  child.stderr?.on('data', (data: Buffer) => {
    for (const line of data.toString().split('\n')) {
      if (/Error|Warning|exception/i.test(line) && !/:ERROR:|:WARNING:/.test(line)) {
        complaints.push(`main: ${line}`);
      }
    }
  });
}

function watchPage(page: Page, complaints: string[]): void {
  page.on('pageerror', (error) => complaints.push(`page: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') {
      complaints.push(`console: ${message.text()}`);
    }
  });
}

/** Playwright forgets the process of an app that has ended, so it is handed in. */
function quit(app: ElectronApplication, child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(child.exitCode);
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve));
  return app.close().then(() => exited);
}
