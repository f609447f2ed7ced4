// A change of learning rate or clip limit while a run goes on: what a person asked for, and what was in force from a step on.

/** What is to change; what is left out stays. */
export interface AdjustmentChange {
  /** The base rate: the factor of the schedule goes on. Above 0. */
  readonly learningRate?: number;
  /** Above 0; null: no clipping from now on. By value where the run clips by value, else by norm. */
  readonly clipLimit?: number | null;
}

/** What is in force from the beginning of step `step` on, until the next one. */
export interface Adjustment {
  readonly step: number;
  readonly learningRate: number;
  readonly clipLimit: number | null;
}
