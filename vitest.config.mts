import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vitest/config';

const native = {
  TF_CPP_MIN_LOG_LEVEL: '2',
  TF_NUM_INTRAOP_THREADS: '1',
  TF_NUM_INTEROP_THREADS: '1',
};

// One process per file: native tfjs and its thread settings are per process.
export default defineConfig({
  plugins: [vue()],
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: [
            'test/app/**',
            'test/long/**',
            'test/system/**',
            'test/bench/**',
            'test/python/**',
            'node_modules/**',
          ],
          pool: 'forks',
          testTimeout: 120_000,
          env: native,
        },
      },
      {
        extends: true,
        test: {
          name: 'long',
          include: ['test/long/**/*.test.ts'],
          pool: 'forks',
          // They measure memory.
          fileParallelism: false,
          testTimeout: 600_000,
          env: native,
        },
      },
      {
        extends: true,
        test: {
          name: 'python',
          include: ['test/python/**/*.test.ts'],
          pool: 'forks',
          fileParallelism: false,
          testTimeout: 600_000,
          hookTimeout: 600_000,
          env: native,
        },
      },
      {
        extends: true,
        test: {
          name: 'app',
          include: ['test/app/**/*.test.ts'],
          pool: 'forks',
          fileParallelism: false,
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
});
