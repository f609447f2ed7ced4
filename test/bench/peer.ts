// The peers: who trains, how it is started, and what it is compared for.
import path from 'node:path';
import { pythonCommand } from './python-command';

export interface Peer {
  readonly name: string;
  /** Program and arguments. */
  readonly command: readonly string[];
  /** Added to the environment. */
  readonly environment: Readonly<Record<string, string>>;
  /** `ours`: an engine of this project. `same-work`: must compute our losses. `own-work`: another model or update, timed only. */
  readonly kind: 'ours' | 'same-work' | 'own-work';
}

/** Where the benchmark's parts lie. */
export interface Places {
  /** Root of the repository. */
  readonly root: string;
  /** Folder of the bundled peers. */
  readonly bundles: string;
}

/** One thread everywhere. On small networks a second one costs more than it brings, for every peer. */
const NATIVE_TFJS = { TF_NUM_INTRAOP_THREADS: '1', TF_NUM_INTEROP_THREADS: '1', TF_CPP_MIN_LOG_LEVEL: '2' };
const PYTHON = {
  OMP_NUM_THREADS: '1',
  MKL_NUM_THREADS: '1',
  OPENBLAS_NUM_THREADS: '1',
  JAX_PLATFORMS: 'cpu',
  XLA_FLAGS: '--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1',
  PYTHONDONTWRITEBYTECODE: '1',
};

/** Every peer, in the order of the table. */
export function allPeers({ root, bundles }: Places): readonly Peer[] {
  const script = (name: string, ...rest: string[]) => [
    process.execPath,
    path.join(bundles, `${name}.cjs`),
    ...rest,
  ];
  const python = (name: string) => [pythonCommand(), path.join(root, 'test/bench/peers', `${name}.py`)];
  const engines = (['xla', 'graph', 'eager'] as const).map((engine) => ({
    name: `unroll-${engine}`,
    command: script('ours', engine),
    environment: NATIVE_TFJS,
    kind: 'ours' as const,
  }));
  return [
    ...engines,
    { name: 'jax', command: python('jax_peer'), environment: PYTHON, kind: 'same-work' },
    { name: 'pytorch', command: python('pytorch_peer'), environment: PYTHON, kind: 'same-work' },
    { name: 'tfjs-node', command: script('tfjs-node'), environment: NATIVE_TFJS, kind: 'same-work' },
    { name: 'brain.js', command: script('brain'), environment: {}, kind: 'own-work' },
  ];
}

/**
 * The peers with these names, in the order of the table; no name: all of them.
 * @throws RangeError when a name is not a peer's.
 */
export function selectPeers(peers: readonly Peer[], names: readonly string[]): readonly Peer[] {
  const known = peers.map((peer) => peer.name);
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined)
    throw new RangeError(`--peers ${unknown} is no peer: expected ${known.join(', ')}.`);
  return names.length === 0 ? peers : peers.filter((peer) => names.includes(peer.name));
}

/** A peer that the caller brings: a shell command that speaks the protocol. */
export function ownPeer({ name, command }: { readonly name: string; readonly command: string }): Peer {
  return {
    name,
    command: ['/bin/sh', '-c', `exec ${command}`],
    environment: { ...NATIVE_TFJS, ...PYTHON },
    kind: 'same-work',
  };
}
