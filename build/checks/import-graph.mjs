// Who may import what. The table is the architecture; test/checks/import-graph.test.ts fails on a wrong arrow.
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

/**
 * Layer (folder, longest match wins) → the layers it may import besides itself, and the packages.
 * `node:` stands for every built-in module of Node.
 * @type {Readonly<Record<string, { readonly layers: readonly string[], readonly packages: readonly string[] }>>}
 */
export const layers = {
  'src-core': { layers: [], packages: [] },
  'src-core/experiment': { layers: ['src-core'], packages: ['jsonc-parser'] },
  'src-core/task': { layers: ['src-core', 'src-core/experiment'], packages: [] },
  'src-core/diagnosis': { layers: ['src-core', 'src-core/experiment', 'src-core/contract'], packages: [] },
  'src-core/language': { layers: ['src-core', 'src-core/experiment'], packages: ['intl-messageformat'] },
  'src-core/contract': {
    layers: ['src-core', 'src-core/experiment', 'src-core/language'],
    packages: ['valibot'],
  },
  'src-core/export': {
    layers: [
      'src-core',
      'src-core/experiment',
      'src-core/contract',
      'src-core/diagnosis',
      'src-core/language',
      'src-core/compile/graph',
      // A training script has the sequences of its run beside it.
      'src-core/task',
    ],
    packages: [],
  },
  // TensorFlow graphs as values and bytes: written by a trace, or by an export.
  'src-core/compile/graph': { layers: [], packages: [] },
  'src-core/compile': { layers: ['src-core/compile/graph'], packages: ['@tensorflow/tfjs-core'] },
  'src-core/network': {
    layers: ['src-core', 'src-core/experiment', 'src-core/task', 'src-core/contract', 'src-core/compile'],
    packages: ['@tensorflow/tfjs-core'],
  },
  'src-core/training': {
    layers: [
      'src-core',
      'src-core/experiment',
      'src-core/task',
      'src-core/contract',
      'src-core/compile',
      'src-core/network',
      'src-core/diagnosis',
    ],
    packages: ['@tensorflow/tfjs-core'],
  },
  'electron/hosts': {
    layers: ['src-core', 'src-core/experiment', 'src-core/contract', 'electron/runs'],
    packages: ['node:'],
  },
  'electron/runs': {
    layers: [
      'src-core',
      'src-core/experiment',
      'src-core/task',
      'src-core/contract',
      'src-core/diagnosis',
      'src-core/export',
    ],
    packages: ['node:', 'fflate', 'papaparse', 'yauzl'],
  },
  'electron/pictures': {
    layers: [],
    packages: ['node:', '@resvg/resvg-js', 'fontkit', 'pdfkit', 'saxes'],
  },
  'electron/exports': {
    layers: [
      'src-core',
      'src-core/contract',
      'src-core/export',
      'src-core/experiment',
      'src-core/language',
      'electron/runs',
      'electron/pictures',
    ],
    packages: ['node:'],
  },
  'electron/main': {
    layers: [
      'src-core',
      'src-core/experiment',
      'src-core/contract',
      'src-core/export',
      'src-core/language',
      'electron/hosts',
      'electron/runs',
    ],
    packages: ['node:', 'electron', 'valibot'],
  },
  'electron/preload': { layers: ['src-core', 'src-core/contract'], packages: ['electron'] },
  'electron/trainer': {
    layers: [
      'src-core',
      'src-core/experiment',
      'src-core/task',
      'src-core/contract',
      'src-core/compile',
      'src-core/network',
      'src-core/training',
      'src-core/diagnosis',
      'src-core/export',
      'electron/runs',
    ],
    packages: [
      'node:',
      '@tensorflow/tfjs-core',
      '@tensorflow/tfjs-node',
      '@tensorflow/tfjs-backend-wasm',
      '@tensorflow/tfjs-backend-cpu',
    ],
  },
  'electron/cli': {
    layers: [
      'src-core',
      'src-core/experiment',
      'src-core/contract',
      'src-core/export',
      'src-core/diagnosis',
      'src-core/language',
      'electron/exports',
      'electron/hosts',
      'electron/pictures',
      'electron/runs',
    ],
    packages: ['node:'],
  },
  renderer: {
    layers: [
      'src-core',
      'src-core/experiment',
      'src-core/contract',
      'src-core/diagnosis',
      'src-core/export',
      'src-core/language',
    ],
    packages: ['vue', 'chart.js', '@fontsource/noto-sans-sc'],
  },
};

/** @param {string} file path from the root, slashes @returns {string | null} the layer it belongs to */
export function layerOf(file) {
  const inside = Object.keys(layers).filter((layer) => file.startsWith(`${layer}/`));
  return inside.sort((a, b) => b.length - a.length)[0] ?? null;
}

/** @param {string} text @param {string} file @returns {string[]} what the file imports, as written */
export function importsOf(text, file) {
  const scripts = file.endsWith('.vue')
    ? [...text.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/g)].map((match) => match[1] ?? '')
    : [text];
  return scripts.flatMap((script) =>
    ts.preProcessFile(script, true, true).importedFiles.map((i) => i.fileName),
  );
}

/**
 * @param {string} file path from the root, slashes
 * @param {string} specifier as written in the import
 * @returns {string | null} one sentence on what is wrong with the arrow, or null
 */
export function wrongArrow(file, specifier) {
  const from = layerOf(file);
  if (from === null) return `${file} lies in no layer: add its folder to build/checks/import-graph.mjs.`;
  const rule = layers[from];
  if (rule === undefined) return `${from} has no rule.`;
  if (!specifier.startsWith('.')) {
    const name = specifier.startsWith('node:') ? 'node:' : packageName(specifier);
    return rule.packages.includes(name) ? null : `${file} imports ${specifier}: ${from} may not.`;
  }
  const target = path.posix.normalize(path.posix.join(path.posix.dirname(file), specifier));
  // The version, and nothing else, is read from there.
  if (target === 'package.json' && from.startsWith('electron/')) return null;
  const to = layerOf(target);
  // What lies in a layer's own folder and in no other (styles, assets) is its own business.
  if (to === from) return null;
  if (to !== null && rule.layers.includes(to)) return null;
  return `${file} imports ${target}: ${from} may not import ${to ?? 'what lies in no layer'}.`;
}

/** @param {string} specifier */
function packageName(specifier) {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

/** @param {string} root @returns {string[]} source files of all layers, from the root, with slashes */
export function sourceFiles(root) {
  const tops = new Set(Object.keys(layers).map((layer) => layer.split('/')[0] ?? layer));
  return [...tops].flatMap((top) =>
    readdirSync(path.join(root, top), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(ts|vue)$/.test(name))
      .map((name) => `${top}/${name.split(path.sep).join('/')}`),
  );
}

/** @param {string} root @returns {string[]} every wrong arrow of the project, one sentence each */
export function wrongArrows(root) {
  return sourceFiles(root).flatMap((file) =>
    importsOf(readFileSync(path.join(root, file), 'utf8'), file)
      .map((specifier) => wrongArrow(file, specifier))
      .filter((sentence) => sentence !== null),
  );
}
