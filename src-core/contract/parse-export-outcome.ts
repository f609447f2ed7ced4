// The parser of what the exporter process answers.
import type { ExportOutcome } from './export-request';
import { parseMessage, text, uint8, type Check, type Shape } from './message-shape';

const bytes: Check = {
  expected: 'text or bytes',
  accepts: (value) => typeof value === 'string' || uint8.accepts(value),
};

const shapes: Readonly<Record<ExportOutcome['kind'], Shape>> = {
  written: {},
  content: { content: bytes },
  refused: { why: text },
};

/** @throws Error that names what was expected and what came */
export const parseExportOutcome = (value: unknown): ExportOutcome =>
  parseMessage('What the exporter answers', shapes, value);
