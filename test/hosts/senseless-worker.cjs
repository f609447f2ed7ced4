// A worker that answers a run with what no host expects.
const report = {
  engine: 'eager',
  backend: 'cpu',
  attempts: [],
  versions: { tfjs: '0', tensorflow: null },
};

void import('node:worker_threads').then(({ parentPort }) => {
  parentPort?.on('message', ({ kind }) => {
    if (kind === 'prepare') parentPort.postMessage({ kind: 'engine-ready', report });
    if (kind === 'start') parentPort.postMessage({ kind: 'nonsense' });
    if (kind === 'close') process.exit(0);
  });
});
