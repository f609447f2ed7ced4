// Keys that work wherever the focus is: function keys, and those with Ctrl (on a Mac the command key).
import { onScopeDispose } from 'vue';

export interface Shortcut {
  /** `KeyboardEvent.key`. */
  readonly key: string;
  readonly shift: boolean;
  /** With Ctrl or the command key. */
  readonly command?: boolean;
  readonly run: () => void;
}

/** Listens for the shortcuts for as long as the scope lives. A function key held down counts once. */
export function useShortcuts(shortcuts: readonly Shortcut[]): void {
  const onKey = (event: KeyboardEvent): void => {
    if (event.altKey) return;
    const command = event.ctrlKey || event.metaKey;
    // With Shift a letter comes as a capital.
    const pressed = command ? event.key.toLowerCase() : event.key;
    const found = shortcuts.find(
      (one) => one.key === pressed && one.shift === event.shiftKey && (one.command ?? false) === command,
    );
    if (found === undefined || (event.repeat && !command)) return;
    event.preventDefault();
    found.run();
  };
  addEventListener('keydown', onKey);
  onScopeDispose(() => removeEventListener('keydown', onKey));
}
