// The cells there are.
import { assertNever } from '../assert-never';
import type { CellKind, Model } from '../experiment/experiment';
import type { Cell } from './cell';
import { gru } from './gru';
import { lstm } from './lstm';
import { rnn } from './rnn';

/** The cell of a model. */
export function cellOf(model: Pick<Model, 'cell' | 'nonlinearity'>): Cell {
  switch (model.cell) {
    case 'rnn':
      return rnn(model.nonlinearity);
    case 'lstm':
      return lstm;
    case 'gru':
      return gru;
    default:
      return assertNever(model.cell);
  }
}

/** G, the number of gates: rows of the weights per hidden unit. */
export function gateCount(cell: CellKind): number {
  return cellOf({ cell, nonlinearity: 'tanh' }).gates;
}
