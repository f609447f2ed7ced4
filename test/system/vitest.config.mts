import { defineConfig } from 'vitest/config';

// Long, real, and with downloads: run by `npm run test:system`, not by `npm test`.
export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ['**/*.test.ts'],
    pool: 'forks',
    fileParallelism: false,
    testTimeout: 1_200_000,
    hookTimeout: 1_200_000,
  },
});
