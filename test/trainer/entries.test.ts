import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildBundles, HOST_SCRIPT } from './bundles';

beforeAll(buildBundles);

describe('the entries of the trainer', () => {
  it('refuses to train outside a worker thread', () => {
    const worker = path.join(path.dirname(HOST_SCRIPT), 'worker.cjs');
    const { status, stderr } = spawnSync(process.execPath, [worker], { encoding: 'utf8' });
    expect(status).toBe(1);
    expect(stderr).toContain('worker.cjs trains in a worker thread of the trainer host');
  });

  it('refuses to serve nobody', () => {
    const { status, stderr } = spawnSync(process.execPath, [HOST_SCRIPT], { encoding: 'utf8' });
    expect(status).toBe(1);
    expect(stderr).toContain('start Unroll instead');
  });
});
