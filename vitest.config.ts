import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/**
 * Modules are loaded once a worker and not once a file: loading them costs as much as most
 * tests. What support code opens is closed after each test or file all the same.
 */
const SHARED = { isolate: false, setupFiles: ['test/support/clean-up-hooks.ts'] };

const SERVERS = {
  globalSetup: ['test/support/built-program.ts', 'test/support/postgres-server.ts'],
};

export default defineConfig({
  test: {
    // One more than there are cores: tests wait for servers, processes and locks about as long as they work.
    maxWorkers: availableParallelism() + 1,
    projects: [
      {
        test: {
          ...SHARED,
          name: 'unit',
          include: ['test/unit/**/*.test.ts'],
          // Some start the program as a process; on a busy machine that alone takes seconds.
          testTimeout: 60_000,
        },
      },
      {
        test: {
          ...SHARED,
          ...SERVERS,
          name: 'integration',
          include: ['test/integration/**/*.test.ts', 'test/faults/ci/**/*.test.ts'],
          testTimeout: 180_000,
          hookTimeout: 240_000,
        },
      },
      {
        test: {
          ...SHARED,
          ...SERVERS,
          name: 'faults',
          include: ['test/faults/**/*.test.ts'],
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
      thresholds: { lines: 95, functions: 94, statements: 94, branches: 84 },
    },
  },
});
