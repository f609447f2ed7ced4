// Keys that work wherever the focus is. Function keys, so that nothing typed into a field is taken away.
import { onScopeDispose } from 'vue';

export interface Shortcut {
  /** `KeyboardEvent.key`. */
  readonly key: string;
  readonly shift: boolean;
  readonly run: () => void;
}

/** Listens for the shortcuts for as long as the scope lives. A key held down counts once. */
export function useShortcuts(shortcuts: readonly Shortcut[]): void {
  const onKey = (event: KeyboardEvent): void => {
    if (event.repeat || event.ctrlKey || event.altKey || event.metaKey) return;
    const found = shortcuts.find(({ key, shift }) => key === event.key && shift === event.shiftKey);
    if (found === undefined) return;
    event.preventDefault();
    found.run();
  };
  addEventListener('keydown', onKey);
  onScopeDispose(() => removeEventListener('keydown', onKey));
}
