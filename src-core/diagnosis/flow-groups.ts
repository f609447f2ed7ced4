// The flow columns of a trace by layer and direction: `flow_l0_t0` …, `flow_l0_t0_reverse` ….

const COLUMN_NAME = /^flow_l(\d+)_t(\d+)(_reverse)?$/;

/** The time steps of one layer in one direction. */
export interface FlowGroup {
  readonly layer: number;
  readonly reverse: boolean;
  /** Layer and direction in words, `layer 1 reverse`; empty where the network has but one of each. */
  readonly label: string;
  /** The same in short, `L1 ←`. */
  readonly mark: string;
  /** Place of each t among the names. */
  readonly columns: readonly number[];
}

/** True for the name of a flow column. */
export const isFlowColumn = (name: string): boolean => COLUMN_NAME.test(name);

/** Groups in the order of the names. @throws where one is no flow column */
export function flowGroups(names: readonly string[]): FlowGroup[] {
  const groups = new Map<string, { layer: number; reverse: boolean; columns: number[] }>();
  names.forEach((name, place) => {
    const match = COLUMN_NAME.exec(name);
    if (match === null) throw new Error(`Expected a flow column such as flow_l0_t0, got ${name}.`);
    const [layer, reverse] = [Number(match[1]), match[3] !== undefined];
    const key = `${layer} ${reverse}`;
    const group = groups.get(key) ?? { layer, reverse, columns: [] };
    group.columns[Number(match[2])] = place;
    groups.set(key, group);
  });
  const alone = groups.size === 1;
  return [...groups.values()].map((group) => ({
    ...group,
    label: alone ? '' : `layer ${group.layer + 1}${group.reverse ? ' reverse' : ''}`,
    mark: alone ? '' : `L${group.layer + 1} ${group.reverse ? '←' : '→'}`,
  }));
}
