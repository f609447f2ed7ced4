// The window's page: static files served by the app's own protocol under a policy without inline or evaluated code.
import path from 'node:path';

/**
 * The fonts' style sheets, made for web pages: woff for old browsers is left out, and since the files are here, a text waits
 * the moment until its font is read rather than showing boxes meanwhile.
 * @returns {import('vite').Plugin}
 */
function localFonts() {
  return {
    name: 'local-fonts',
    enforce: 'pre',
    transform(code, id) {
      if (!/@fontsource.*\.css$/.test(id)) return null;
      const woff2Only = code.replace(/,\s*url\([^)]*\.woff\)\s*format\(['"]woff['"]\)/g, '');
      return { code: woff2Only.replaceAll('font-display: swap', 'font-display: block'), map: null };
    },
  };
}

/**
 * @param {{ root: string, outDir: string, mode: string }} options
 * @returns {import('vite').InlineConfig}
 */
export function rendererBundle({ root, outDir, mode }) {
  return {
    configFile: false,
    root: path.join(root, 'renderer'),
    base: './',
    mode,
    logLevel: 'warn',
    // Vue: loaded only where something is built: whoever asks what is up to date does not wait for the compiler.
    plugins: [localFonts(), import('@vitejs/plugin-vue').then(({ default: vue }) => vue())],
    define: {
      __VUE_OPTIONS_API__: 'false',
      __VUE_PROD_DEVTOOLS__: 'false',
      __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false',
    },
    build: {
      outDir,
      emptyOutDir: true,
      target: 'chrome114',
      sourcemap: true,
      reportCompressedSize: false,
      // The content policy knows no data: fonts or styles, so nothing is inlined.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      chunkSizeWarningLimit: 2000,
      rolldownOptions: { checks: { bundlerTimings: false } },
    },
  };
}
