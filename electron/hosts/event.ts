/** Listeners of one kind of event. A listener may unsubscribe, itself or another, while it is being called. */
export interface EventSource<T> {
  /** Returns its own unsubscribe. */
  on(listener: (value: T) => void): () => void;
  emit(value: T): void;
}

export function createEvent<T>(): EventSource<T> {
  const listeners = new Set<(value: T) => void>();
  return {
    on(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    emit(value) {
      for (const listener of [...listeners]) listener(value);
    },
  };
}
