// notes.json: what a person wrote to a recorded experiment. Apart from the record, so that nothing a person types can harm it.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { NO_NOTES, type RecordNotes } from '../../../src-core/contract/recorded-list';
import { writeFileAtomically } from '../atomic-file';

export const NOTES_NAME = 'notes.json';

const FORMAT = 'unroll-notes';

/** The notes of an experiment's folder. Where there are none, or none that can be read, there are none. */
export function readNotes(dir: string): RecordNotes {
  try {
    const value: unknown = JSON.parse(readFileSync(path.join(dir, NOTES_NAME), 'utf8'));
    return isNotes(value)
      ? { title: value.title, tags: value.tags, text: value.text, archived: value.archived }
      : NO_NOTES;
  } catch {
    // Absent, or damaged by another hand: the record itself is whole without them.
    return NO_NOTES;
  }
}

/** Replaces the notes. @throws the system's error; the earlier notes are then intact */
export function writeNotes(dir: string, { title, tags, text, archived }: RecordNotes): void {
  const notes = { format: FORMAT, version: 1, title, tags, text, archived };
  writeFileAtomically(path.join(dir, NOTES_NAME), `${JSON.stringify(notes, null, 2)}\n`);
}

function isNotes(value: unknown): value is RecordNotes {
  if (typeof value !== 'object' || value === null) return false;
  const { format, version, title, tags, text, archived } = value as Readonly<Record<string, unknown>>;
  return (
    format === FORMAT &&
    version === 1 &&
    (title === null || typeof title === 'string') &&
    Array.isArray(tags) &&
    tags.every((tag) => typeof tag === 'string') &&
    typeof text === 'string' &&
    typeof archived === 'boolean'
  );
}
