/** The plain RNN beside the two gated cells. */
export const GATED_LANES = [
  { label: 'RNN', set: {} },
  { label: 'LSTM', set: { 'model.cell': 'lstm' } },
  { label: 'GRU', set: { 'model.cell': 'gru' } },
];
