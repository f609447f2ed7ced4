/** How the presets of the adding task train: the same updates, whatever the lag. */
export const ADDING_TRAINING = {
  steps: 2000,
  batchSize: 20,
  carryState: false,
  loss: { on: 'last' },
  optimizer: { kind: 'adam', learningRate: 0.01 },
  clip: { kind: 'norm', limit: 1 },
} as const;
