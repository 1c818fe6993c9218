import { defineConfig } from 'vitest/config';

const notTests = ['**/node_modules/**', '**/dist/**'];
const notUnit = ['**/*.live.test.ts', 'viewer/page/**', ...notTests];
const compose = 'acceptance/compose.live.test.ts';

/** These start the telemetry of their process, which is global: what it logs, and how much, would be another for the tests after them. */
const telemetry = [
  'observability/**/*.test.ts',
  'services/messaging/hostile-messages.test.ts',
  'services/messaging/observe-deliveries.test.ts',
];

/** Those start the engines that they need themselves, so that several can run at a time. */
const apart = [
  ...['collector', 'alerts', 'loki-api', 'stack/config', 'stack/compose'].map(
    (folder) => `${folder}/**/*.live.test.ts`,
  ),
  'stack/late-stores.live.test.ts',
  'stack/secure.live.test.ts',
  'acceptance/hanging.live.test.ts',
  'acceptance/new-service.live.test.ts',
];
/** These only read, each in a browser of its own. */
const pages = ['viewer/links.live.test.ts', 'viewer/access.live.test.ts'];
const setupFiles = ['stack/testing/hold-lines.setup.ts'];

/** What is waited for comes when the machine gets to it. */
const expectation = { poll: { timeout: 10_000 } };

const live = {
  setupFiles,
  expect: { poll: { timeout: 90_000 } },
  // On a machine that others use as well. `npm test` tells which tests needed it, and why: each of them is a fault to mend.
  retry: 1,
  // Longer than what a test waits for may take, so that it fails with what it saw.
  testTimeout: 300_000,
  hookTimeout: 300_000,
  // A failure says what it saw, whole: of a run elsewhere, its message may be all there is.
  chaiConfig: { truncateThreshold: 0 },
};

/**
 * `unit` needs nothing but the sources, and so does `unit-telemetry`, apart because the telemetry of a process is global; `page`
 * needs the libraries of the viewer's page; `compose` brings up a platform of its own with Docker; `live` runs against the
 * platform that SIGHTLINE_HOME and SIGHTLINE_PORT_OFFSET point to, after `live-apart`, which has engines of its own, and
 * `live-pages`, which only reads.
 */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['**/*.test.ts'],
          exclude: [...notUnit, ...telemetry],
          testTimeout: 20_000,
          expect: expectation,
          setupFiles,
          // What a file imports is loaded once for all of them: half the time.
          isolate: false,
        },
      },
      {
        test: {
          name: 'unit-telemetry',
          include: telemetry,
          exclude: notUnit,
          testTimeout: 20_000,
          expect: expectation,
          setupFiles,
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
      { test: { ...live, name: 'compose', include: [compose], exclude: notTests } },
      {
        test: {
          ...live,
          name: 'live-apart',
          include: apart,
          exclude: notTests,
          // These wait more than they work.
          maxWorkers: 3,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          ...live,
          name: 'live-pages',
          include: pages,
          exclude: notTests,
          // Not beside those that bring networks up and down: a browser breaks off what it asks for when that happens.
          maxWorkers: 2,
          sequence: { groupOrder: 2 },
        },
      },
      {
        test: {
          ...live,
          name: 'live',
          include: ['**/*.live.test.ts'],
          exclude: [...notTests, ...apart, ...pages, compose],
          // One platform for all, which some of them break.
          maxWorkers: 1,
          sequence: { groupOrder: 3 },
        },
      },
    ],
  },
});
