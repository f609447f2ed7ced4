import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import vue from 'eslint-plugin-vue';
import globals from 'globals';
import ts from 'typescript-eslint';

/** Every way to get hold of ipcMain or ipcRenderer: by name, or by taking the whole of electron. */
const rawIpc = (wrapper) => ({
  selector: [
    'ImportDeclaration[source.value=/^electron(\\/|$)/] > ImportSpecifier[imported.name=/^ipc(Main|Renderer)$/]',
    'ImportDeclaration[source.value=/^electron(\\/|$)/] > ImportNamespaceSpecifier',
    'ImportDeclaration[source.value=/^electron(\\/|$)/] > ImportDefaultSpecifier',
    ':matches(ExportNamedDeclaration, ExportAllDeclaration)[source.value=/^electron(\\/|$)/]',
    'ImportExpression[source.value=/^electron(\\/|$)/]',
    'CallExpression[callee.name="require"][arguments.0.value=/^electron(\\/|$)/]',
  ].join(', '),
  message: `Raw Electron IPC skips the channel map and its parsers: use ${wrapper}.`,
});
const noDefaultExport = {
  selector: 'ExportDefaultDeclaration',
  message: 'Named exports only: the same word for the same thing everywhere.',
};

export default ts.config(
  { ignores: ['dist/', 'node_modules/', '.runtime/', 'test-results/', 'unroll-out/', 'out/'] },
  js.configs.recommended,
  ts.configs.recommended,
  vue.configs['flat/recommended'],
  prettier,
  {
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      'no-undef': 'off',
      eqeqeq: 'error',
      'no-console': 'error',
      'no-empty': ['error', { allowEmptyCatch: false }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'no-restricted-syntax': [
        'error',
        noDefaultExport,
        rawIpc('electron/main/ipc.ts or electron/preload/bridge.ts'),
      ],
      'max-lines': ['error', { max: 350, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    files: ['src-core/**/*.ts'],
    rules: {
      'no-restricted-globals': [
        'error',
        ...[
          'process',
          'Buffer',
          'window',
          'document',
          'setTimeout',
          'setInterval',
          'performance',
          'console',
          'require',
        ].map((name) => ({
          name,
          message: 'src-core is pure: effects are handed in from electron/ or renderer/.',
        })),
      ],
      'no-restricted-properties': [
        'error',
        {
          object: 'Math',
          property: 'random',
          message: 'Use the seeded generator of src-core/task/random.ts.',
        },
        { object: 'Date', property: 'now', message: 'The clock is handed in.' },
      ],
    },
  },
  {
    // The two wrappers are where raw IPC is allowed.
    files: ['electron/main/ipc.ts', 'electron/preload/bridge.ts'],
    rules: { 'no-restricted-syntax': ['error', noDefaultExport] },
  },
  {
    files: ['build/**/*.mjs', 'electron/**/*.ts', 'test/**/*.ts', 'eslint.config.mjs'],
    languageOptions: { globals: globals.node },
  },
  {
    files: [
      'build/**',
      'electron/cli/**',
      'eslint.config.mjs',
      '**/*.config.ts',
      '**/*.config.mts',
      'test/bench/**',
      'test/python/*.mjs',
    ],
    rules: { 'no-console': 'off', 'no-restricted-syntax': 'off' },
  },
  {
    files: ['**/*.vue'],
    languageOptions: { parserOptions: { parser: ts.parser } },
    rules: {
      'vue/component-api-style': ['error', ['script-setup']],
      'vue/block-lang': ['error', { script: { lang: 'ts' } }],
      'vue/multi-word-component-names': 'off',
      'no-restricted-syntax': 'off',
    },
  },
);
