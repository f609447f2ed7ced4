// The names of everything an experiment writes into its folder.

export const EXPERIMENT_NAME = 'experiment.unroll.json';
export const MANIFEST_NAME = 'manifest.json';
export const RUN_FILES = {
  trace: 'trace.csv',
  evaluation: 'evaluation.csv',
  initial: 'initial.safetensors',
  weights: 'weights.safetensors',
  prediction: 'prediction.csv',
  checkpoint: 'checkpoint.safetensors',
  adjustments: 'adjustments.csv',
} as const;
