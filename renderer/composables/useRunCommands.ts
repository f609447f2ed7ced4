// Run, Pause, Step and Stop: what each does now and whether it can be done; for buttons, keys and menu alike.
import { computed, onScopeDispose, type ComputedRef, type Ref } from 'vue';
import type { TrainingBridge, MenuCommand, RunAction } from '../../src-core/contract/ipc';
import { useShortcuts } from './useShortcuts';
import type { LabSnapshot } from './useTraining';

/** The commands that a run answers to. */
type RunCommand = Exclude<MenuCommand['kind'], 'undo' | 'redo' | 'export'>;

export interface RunCommands {
  /** A run is going on or paused. */
  readonly active: ComputedRef<boolean>;
  readonly paused: ComputedRef<boolean>;
  /** Run starts a run, and lets a paused one go on. */
  readonly canRun: ComputedRef<boolean>;
  readonly canStop: ComputedRef<boolean>;
  /** Does what the command says, if it can be done now. */
  perform(command: RunCommand): void;
}

export interface RunCommandOptions {
  readonly bridge: TrainingBridge;
  readonly snapshot: Readonly<Ref<LabSnapshot>>;
  /** Why a new run is not possible; null: it is. */
  readonly obstacle: Readonly<Ref<string | null>>;
  readonly start: () => void;
  readonly control: (action: RunAction) => void;
}

/** The commands, bound to the keys and the menu for as long as the scope lives. */
export function useRunCommands({
  bridge,
  snapshot,
  obstacle,
  start,
  control,
}: RunCommandOptions): RunCommands {
  const phase = computed(() => snapshot.value.phase);
  const paused = computed(() => phase.value === 'paused');
  const active = computed(() => paused.value || phase.value === 'running');
  const canStop = computed(() => active.value || snapshot.value.runs.some((run) => run.active));
  const canRun = computed(
    () => paused.value || (!canStop.value && phase.value !== 'starting' && obstacle.value === null),
  );

  const deeds: Readonly<Record<RunCommand, () => void>> = {
    run() {
      if (!canRun.value) return;
      if (paused.value) control({ kind: 'resume' });
      else start();
    },
    pause() {
      if (active.value) control({ kind: paused.value ? 'resume' : 'pause' });
    },
    step() {
      if (active.value) control({ kind: 'step' });
    },
    stop() {
      if (canStop.value) control({ kind: 'stop' });
    },
  };

  useShortcuts([
    { key: 'F5', shift: false, run: deeds.run },
    { key: 'F5', shift: true, run: deeds.stop },
    { key: 'F8', shift: false, run: deeds.pause },
    { key: 'F9', shift: false, run: deeds.step },
  ]);
  onScopeDispose(
    bridge.onMenuCommand(({ kind }) => {
      if (kind !== 'undo' && kind !== 'redo' && kind !== 'export') deeds[kind]();
    }),
  );
  return { active, paused, canRun, canStop, perform: (command) => deeds[command]() };
}
