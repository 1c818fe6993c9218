import { defineConfig } from 'vitest/config';

const notUnit = ['**/*.live.test.ts', 'viewer/page/**', '**/node_modules/**', '**/dist/**'];

/**
 * `unit` needs nothing but the sources, and so does `unit-telemetry`, apart because the telemetry of a process is global; `page` needs the libraries of the viewer's page; `live` runs against the platform that SIGHTLINE_HOME and SIGHTLINE_PORT_OFFSET point to.
 */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['**/*.test.ts'],
          exclude: [...notUnit, 'observability/**'],
          testTimeout: 20_000,
          setupFiles: ['stack/testing/hold-lines.setup.ts'],
          // What a file imports is loaded once for all of them: half the time.
          isolate: false,
        },
      },
      {
        test: {
          name: 'unit-telemetry',
          include: ['observability/**/*.test.ts'],
          exclude: notUnit,
          testTimeout: 20_000,
          setupFiles: ['stack/testing/hold-lines.setup.ts'],
        },
      },
      {
        test: {
          name: 'page',
          include: ['viewer/page/**/*.test.ts'],
          exclude: ['**/node_modules/**'],
          // Grafana's library imports CommonJS packages by name, which Node.js alone does not do.
          server: { deps: { inline: ['@grafana/data'] } },
        },
      },
      {
        test: {
          name: 'live',
          include: ['**/*.live.test.ts'],
          exclude: ['**/node_modules/**', '**/dist/**'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
          // A failure says what it saw, whole: of a run elsewhere, its message may be all there is.
          chaiConfig: { truncateThreshold: 0 },
        },
      },
    ],
  },
});
