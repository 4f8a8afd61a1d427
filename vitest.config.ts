import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/unit/**/*.test.ts'],
        },
      },
      {
        test: {
          name: 'integration',
          include: ['test/integration/**/*.test.ts', 'test/faults/ci/**/*.test.ts'],
          globalSetup: ['test/support/built-program.ts', 'test/support/postgres-server.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'faults',
          include: ['test/faults/**/*.test.ts'],
          globalSetup: ['test/support/built-program.ts', 'test/support/postgres-server.ts'],
          testTimeout: 300_000,
          hookTimeout: 120_000,
        },
      },
    ],
    coverage: {
      provider: 'v8',
      include: ['src/**/*.ts'],
      // The entry runs as a process of its own in its tests, where v8's counters of this one do not reach.
      exclude: ['src/cli.ts', 'src/**/*.generated.ts'],
      reporter: ['text-summary', 'html'],
      thresholds: { lines: 85, functions: 85, statements: 85, branches: 75 },
    },
  },
});
