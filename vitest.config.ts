import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/unit/**/*.test.ts'],
          // Some start the program as a process; on a busy machine that alone takes seconds.
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'integration',
          include: ['test/integration/**/*.test.ts', 'test/faults/ci/**/*.test.ts'],
          globalSetup: ['test/support/built-program.ts', 'test/support/postgres-server.ts'],
          testTimeout: 180_000,
          hookTimeout: 240_000,
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
      // Commands are tested as processes of the built program, which are not counted here.
      thresholds: { lines: 70, functions: 70, statements: 70, branches: 60 },
    },
  },
});
