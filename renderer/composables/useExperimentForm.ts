// The form's state: what stands in it, what is wrong with it, what differs from the experiment it began with.
import { computed, shallowRef, type ComputedRef, type ShallowRef } from 'vue';
import type { Experiment, Task } from '../../src-core/experiment/experiment';
import type { Problem } from '../../src-core/experiment/problem';
import {
  changedPaths,
  formValues,
  readForm,
  withTask,
  type FormPath,
  type FormReading,
  type FormValues,
} from '../lab/experiment-form';

export interface ExperimentForm {
  readonly values: Readonly<ShallowRef<FormValues>>;
  readonly reading: ComputedRef<FormReading>;
  readonly problems: ComputedRef<readonly Problem[]>;
  readonly changed: ComputedRef<readonly FormPath[]>;
  set(path: FormPath, value: string | boolean): void;
  /** Back to the experiment the form began with. */
  reset(): void;
}

/** A form of the experiment `base`, filled in as `present` is. */
export function useExperimentForm(base: Experiment, present: Experiment): ExperimentForm {
  const start = formValues(base);
  const values = shallowRef(formValues(present));
  const reading = computed(() => readForm(base, values.value));
  return {
    values,
    reading,
    problems: computed(() => (reading.value.kind === 'refused' ? reading.value.problems : [])),
    changed: computed(() => changedPaths(values.value, start)),
    set(path, value) {
      values.value =
        path === 'task.kind'
          ? withTask(values.value, value as Task['kind'])
          : { ...values.value, [path]: value };
    },
    reset() {
      values.value = start;
    },
  };
}
