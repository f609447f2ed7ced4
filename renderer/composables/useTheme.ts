// The charts' theme, following the system's light or dark.
import { onScopeDispose, shallowRef, type ShallowRef } from 'vue';
import { readChartTheme, type ChartTheme } from '../charts/chart-theme';

/** Tokens of the theme that applies now; changes with the system, and is handed out anew when a font was loaded. */
export function useTheme(): Readonly<ShallowRef<ChartTheme>> {
  const root = document.documentElement;
  const theme = shallowRef(readChartTheme(root));
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const read = (): void => {
    theme.value = readChartTheme(root);
  };
  dark.addEventListener('change', read);
  // A canvas does not draw itself anew when a font it asked for has come.
  document.fonts.addEventListener('loadingdone', read);
  onScopeDispose(() => {
    dark.removeEventListener('change', read);
    document.fonts.removeEventListener('loadingdone', read);
  });
  return theme;
}
