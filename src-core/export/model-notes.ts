// What a file of a model says about itself, in every format that has room for texts.
import type { TrainedModel } from './trained-model';

/** Texts by name: where the model comes from, and the settings of its lane as JSON. */
export function modelNotes(model: TrainedModel): Readonly<Record<string, string>> {
  return {
    experiment: model.experiment,
    lane: model.lane,
    seed: String(model.seed),
    steps: String(model.steps),
    settings: JSON.stringify(model.settings),
    unroll: model.version,
  };
}
