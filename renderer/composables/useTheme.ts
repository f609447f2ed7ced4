// The charts' theme, following the system's light or dark.
import { onScopeDispose, shallowRef, type ShallowRef } from 'vue';
import { readChartTheme, type ChartTheme } from '../charts/chart-theme';

/** Tokens of the theme that applies now; changes with the system. */
export function useTheme(): Readonly<ShallowRef<ChartTheme>> {
  const root = document.documentElement;
  const theme = shallowRef(readChartTheme(root));
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const read = (): void => {
    theme.value = readChartTheme(root);
  };
  dark.addEventListener('change', read);
  onScopeDispose(() => dark.removeEventListener('change', read));
  return theme;
}
