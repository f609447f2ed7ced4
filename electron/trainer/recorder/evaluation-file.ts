// evaluation.csv while it grows.
import { existsSync, readFileSync } from 'node:fs';
import { evaluationHeader, evaluationRow, readEvaluations } from '../../../src-core/export/evaluation-csv';
import { writeFileAtomically } from '../../runs/atomic-file';
import { continueTextFile, type TraceFile } from './trace-file';

/**
 * Makes the file, or opens it to go on before step `firstStep`: what was evaluated from there on is evaluated again.
 * @throws the system's error
 */
export function openEvaluationFile(file: string, firstStep: number): TraceFile {
  const text = firstStep > 0 && existsSync(file) ? readFileSync(file, 'utf8') : '';
  const rows = readEvaluations(text).filter(({ step }) => step < firstStep);
  writeFileAtomically(file, evaluationHeader() + rows.map(evaluationRow).join(''), { flush: false });
  return continueTextFile(file);
}
