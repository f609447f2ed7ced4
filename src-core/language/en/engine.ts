// The engine badge and what it opens.
export const engine = {
  'engine.title': 'Engine',
  'engine.starting': 'starting engine…',
  'engine.lost': 'engine lost',
  'engine.per-step': '{time}/step',
  'engine.trying': 'The engines are tried one after another; the first that works trains.',
  'engine.trains': '{engine} on {backend} trains: the first that worked.',
  'engine.trained': '{engine} on {backend} trained what is shown: the first that worked.',
  'engine.works': '{engine} works: {why}',
  'engine.fails': '{engine} does not work: {why}',
  'engine.library': 'TensorFlow.js {tfjs}.',
  'engine.library-native': 'TensorFlow.js {tfjs} on TensorFlow {tensorflow}.',
  'engine.app': 'Unroll {version}, Electron {electron}, Chromium {chrome}.',
  'engine.weights': 'Initial weights from {file}.',
} as const;
