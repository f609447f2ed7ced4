// Everything recorded, as the page shows it: read anew when asked, changed through main, and a deletion that can be undone.
import { computed, shallowRef, type ComputedRef, type ShallowRef } from 'vue';
import type { RecordsBridge } from '../../src-core/contract/ipc';
import type { RecordedList, RecordNotes } from '../../src-core/contract/recorded-list';
import { errorText } from '../format/error-text';
import { listedRecord, type ListedRecord } from '../records/record-query';

export interface Records {
  /** Null until it was read once. */
  readonly list: Readonly<ShallowRef<RecordedList | null>>;
  readonly records: ComputedRef<readonly ListedRecord[]>;
  /** Why the last request was not carried out; null: it was. */
  readonly complaint: Readonly<ShallowRef<string | null>>;
  /** The last deletion, as long as it can be undone in one stroke. */
  readonly deleted: Readonly<ShallowRef<readonly string[]>>;
  refresh(): Promise<void>;
  annotate(ids: readonly string[], change: Partial<RecordNotes>): Promise<void>;
  remove(ids: readonly string[]): Promise<void>;
  undoRemove(): Promise<void>;
  emptyBin(): Promise<void>;
  reveal(id: string): Promise<void>;
}

const EMPTY: RecordedList = { experiments: [], damaged: [], deleted: { count: 0, bytes: 0 } };

export function useRecords(bridge: RecordsBridge): Records {
  const list = shallowRef<RecordedList | null>(null);
  const complaint = shallowRef<string | null>(null);
  const deleted = shallowRef<readonly string[]>([]);

  async function attempt(request: () => Promise<unknown>): Promise<boolean> {
    complaint.value = null;
    try {
      await request();
      return true;
    } catch (error) {
      complaint.value = errorText(error);
      return false;
    }
  }
  const read = async (): Promise<void> => {
    list.value = await bridge.list();
  };
  /** One change after the other: each is of the list that the one before left. */
  let queue: Promise<unknown> = Promise.resolve();
  function change(request: () => Promise<unknown>): Promise<boolean> {
    const changed = queue.then(() => changeNow(request));
    queue = changed;
    return changed;
  }
  /** The list is read again whatever came of the change: part of it may have been made. */
  async function changeNow(request: () => Promise<unknown>): Promise<boolean> {
    const done = await attempt(request);
    const why = complaint.value;
    await attempt(read);
    complaint.value ??= why;
    return done;
  }

  return {
    list,
    records: computed(() => (list.value ?? EMPTY).experiments.map(listedRecord)),
    complaint,
    deleted,
    refresh: async () => void (await attempt(read)),
    async annotate(ids, changed) {
      await change(async () => {
        for (const { id, notes } of list.value?.experiments ?? [])
          if (ids.includes(id)) await bridge.annotate(id, { ...notes, ...changed });
      });
    },
    async remove(ids) {
      if (await change(() => bridge.delete(ids))) deleted.value = ids;
    },
    async undoRemove() {
      const ids = deleted.value;
      deleted.value = [];
      await change(() => bridge.restore(ids));
    },
    async emptyBin() {
      deleted.value = [];
      await change(() => bridge.emptyBin());
    },
    reveal: async (id) => void (await attempt(() => bridge.reveal(id))),
  };
}
