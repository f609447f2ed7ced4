// What a person who reports a problem would be asked for: versions, machine, the end of the log. It is put together to be
// read and copied; nothing of it is sent.
import os from 'node:os';

export interface ReportFacts {
  readonly app: string;
  readonly version: string;
  /** As `process.versions`. */
  readonly versions: Readonly<Record<string, string | undefined>>;
  /** The engine that trains, and on which backend; or why none does. */
  readonly engine: string;
  readonly language: string;
  /** The last lines of the log. */
  readonly log: string;
}

/** Markdown, as issue trackers read it; in English, for whoever reads it there. */
export function problemReport({ app, version, versions, engine, language, log }: ReportFacts): string {
  const processors = os.cpus();
  const gib = (os.totalmem() / 1024 ** 3).toFixed(1);
  return [
    '**What happened, and what did you expect?**',
    '',
    '',
    '**Versions**',
    '',
    `- ${app} ${version}`,
    `- Electron ${versions['electron'] ?? 'unknown'}, Chromium ${versions['chrome'] ?? 'unknown'}, Node ${versions['node'] ?? 'unknown'}`,
    `- ${os.type()} ${os.release()} (${process.arch}), ${processors.length} × ${processors[0]?.model.trim() ?? 'unknown'}, ${gib} GiB`,
    `- Engine: ${engine}`,
    `- Language: ${language}`,
    '',
    '**Log**',
    '',
    '```',
    // The name of a person's home folder is nobody's business.
    log.replaceAll(os.homedir(), '~').replaceAll('```', "'''"),
    '```',
    '',
  ].join('\n');
}
