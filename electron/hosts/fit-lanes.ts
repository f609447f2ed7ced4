// Which lanes of an experiment can begin with the weights that were given.
import type { NamedTensor } from '../../src-core/contract/named-tensor';
import type { UnfitLane } from '../../src-core/contract/start-weights';
import type { ResolvedLane } from '../../src-core/experiment/lanes';
import type { TrainerHosts } from './trainer-hosts';

export interface FittedLanes {
  /** Weights of a lane; null: they are drawn. */
  readonly weightsOf: (lane: ResolvedLane) => readonly NamedTensor[] | null;
  readonly unfit: readonly UnfitLane[];
}

/** @param weights null: those of every lane are drawn */
export async function fitLanes(
  hosts: TrainerHosts,
  weights: readonly NamedTensor[] | null,
  lanes: readonly ResolvedLane[],
): Promise<FittedLanes> {
  if (weights === null) return { weightsOf: () => null, unfit: [] };
  const { misfits } = await hosts.fitWeights(
    weights,
    lanes.map((lane) => lane.settings),
  );
  const unfit = lanes.flatMap(({ label }, index) => {
    const why = misfits[index] ?? null;
    return why === null ? [] : [{ lane: label, why }];
  });
  return {
    weightsOf: ({ label }) => (unfit.some(({ lane }) => lane === label) ? null : weights),
    unfit,
  };
}
