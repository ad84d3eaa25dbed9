import { defineConfig } from 'vitest/config';

/** A cluster on virtual time: stories and random schedules. Needs nothing. */
export default defineConfig({
  test: {
    include: ['test/sim/**/*.spec.ts'],
    pool: 'threads',
    // Thousands of members are played; on a busy Pi that takes its time.
    testTimeout: 600_000,
  },
});
