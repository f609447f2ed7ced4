// The machine as the manifest tells it: what may decide the last digits, and the speed.
import { readFileSync } from 'node:fs';
import os from 'node:os';
import { cpuFeatures } from '../../src-core/export/cpu-features';
import type { Manifest } from '../../src-core/export/manifest';

function features(): readonly string[] {
  try {
    return cpuFeatures(readFileSync('/proc/cpuinfo', 'utf8'));
  } catch {
    // Only Linux has the file; elsewhere the model has to do.
    return [];
  }
}

/** Processor model, cores and numeric instruction sets of this machine. */
export function describeCpu(): Manifest['cpu'] {
  const cpus = os.cpus();
  return { model: cpus[0]?.model.trim() ?? 'unknown', cores: cpus.length, features: features() };
}
