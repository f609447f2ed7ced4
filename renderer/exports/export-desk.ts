// The way from a button to the dialog: whoever shows something recorded provides it, and every ExportButton below asks by it.
import {
  computed,
  inject,
  onScopeDispose,
  provide,
  shallowRef,
  watch,
  type ComputedRef,
  type InjectionKey,
  type ShallowRef,
} from 'vue';
import type { RecordSubject } from '../../src-core/contract/recorded-list';
import type { Experiment } from '../../src-core/experiment/experiment';
import { useBridge } from '../bridge';

/** What is on the screen and can be taken away. */
export interface ExportTarget {
  readonly of: RecordSubject;
  readonly experiment: Experiment;
}

/** What a button asks for. */
export interface ExportChoice {
  /** Id of a chart, as `unroll export --chart` takes it; null: the board. */
  readonly chart: string | null;
  /** Folder of the only run that counts, `lstm/seed-1`; null: all. */
  readonly run: string | null;
}

export interface ExportDesk {
  /** Null: there is nothing to export; {@link obstacle} says why. */
  readonly target: ComputedRef<ExportTarget | null>;
  readonly obstacle: ComputedRef<string>;
  /** What was asked for last; a new object with every request. */
  readonly asked: Readonly<ShallowRef<ExportChoice | null>>;
  open(choice: ExportChoice): void;
}

const DESK: InjectionKey<ExportDesk> = Symbol('exports');

export interface DeskOptions {
  readonly target: () => ExportTarget | null;
  /** One sentence on why there is no target. */
  readonly obstacle: () => string;
  /** Whether the view is the one that is seen: the menu's Export is meant for it. */
  readonly seen: () => boolean;
}

/** Provides the desk to all components below, answers the menu, and tells main whether it may offer an export. */
export function provideExports({ target, obstacle, seen }: DeskOptions): ExportDesk {
  const bridge = useBridge();
  const asked = shallowRef<ExportChoice | null>(null);
  const desk: ExportDesk = {
    target: computed(target),
    obstacle: computed(obstacle),
    asked,
    open(choice) {
      if (desk.target.value !== null) asked.value = { ...choice };
    },
  };
  provide(DESK, desk);
  onScopeDispose(
    bridge.onMenuCommand(({ kind }) => {
      if (kind === 'export' && seen()) desk.open({ chart: null, run: null });
    }),
  );
  watch(
    () => [seen(), desk.target.value !== null] as const,
    ([isSeen, available]) => {
      if (isSeen) void bridge.exports.offer(available);
    },
    { immediate: true },
  );
  return desk;
}

/** The desk of the view around. @throws outside of one */
export function useExports(): ExportDesk {
  const desk = inject(DESK);
  if (desk === undefined)
    throw new Error('Expected a view that provides exports, got none: call provideExports first.');
  return desk;
}
