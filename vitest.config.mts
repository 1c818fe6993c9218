import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const notTests = ['**/node_modules/**', '**/dist/**'];
const notUnit = ['**/*.{live,kubernetes}.test.ts', 'viewer/page/**', ...notTests];
const compose = 'acceptance/compose.live.test.ts';

/** These start the telemetry of their process, which is global: what it logs, and how much, would be another for the tests after them. */
const telemetry = [
  'observability/**/*.test.ts',
  'services/messaging/hostile-messages.test.ts',
  'services/messaging/observe-deliveries.test.ts',
];

/**
 * These take a part of the platform away, slow it down or need it for themselves: on one that nobody else uses, one after the other, in
 * this order. The last ones compare with what was before.
 */
const disturbing = [
  // What an order costs is counted before others have done odd things.
  'acceptance/budget.live.test.ts',
  'acceptance/sightline.live.test.ts',
  'acceptance/journey.live.test.ts',
  'acceptance/orders.live.test.ts',
  'acceptance/incidents.live.test.ts',
  'acceptance/correlation.live.test.ts',
  'acceptance/hanging-parts.live.test.ts',
  'acceptance/load.live.test.ts',
  'acceptance/inbox.live.test.ts',
  'acceptance/log-store.live.test.ts',
  'acceptance/audit.live.test.ts',
  'acceptance/chaos.live.test.ts',
  'acceptance/soak.live.test.ts',
  'stack/platform.live.test.ts',
  'acceptance/why.live.test.ts',
];
/**
 * The longest of the others, begun first, so that nothing is waited for at the end: those that have engines of their own, while the
 * platform gets something to show.
 */
const longest = [
  'stack/secure.live.test.ts',
  'acceptance/hanging.live.test.ts',
  'acceptance/new-service.live.test.ts',
  'acceptance/replicas.live.test.ts',
  'alerts/rule-tests/rules.live.test.ts',
  'collector/prometheus.live.test.ts',
  'acceptance/alerts.live.test.ts',
  'stack/late-stores.live.test.ts',
  'alerts/slo-cases/slo-cases.live.test.ts',
  'alerts/backtest/backtest.live.test.ts',
  'viewer/access.live.test.ts',
  'viewer/links.live.test.ts',
  'acceptance/your-own-service.live.test.ts',
  'acceptance/library.live.test.ts',
  'acceptance/described.live.test.ts',
  'viewer/dashboards.live.test.ts',
];
const order = [...disturbing, ...longest].map((file) => join(import.meta.dirname, file));

class InOrder extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isListed = ({ moduleId }: TestSpecification) => order.includes(moduleId);
    const sorted = await super.sort(files);
    const listed = sorted.filter(isListed).sort((a, b) => order.indexOf(a.moduleId) - order.indexOf(b.moduleId));
    return [...listed, ...sorted.filter((file) => !isListed(file))];
  }
}

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
 * needs the libraries of the viewer's page; `compose` brings up a platform of its own with Docker; `live` runs against the platform that
 * SIGHTLINE_HOME and SIGHTLINE_PORT_OFFSET point to, or engines of its own; `disturbing` against another one, beside it (stack/test-run).
 */
export default defineConfig({
  test: {
    sequence: { sequencer: InOrder },
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
      {
        test: {
          ...live,
          name: 'kubernetes',
          include: ['kubernetes/**/*.kubernetes.test.ts'],
          exclude: notTests,
          maxWorkers: 1,
          // Each builds on what the one before has left in the cluster.
          retry: 0,
        },
      },
      { test: { ...live, name: 'compose', include: [compose], exclude: notTests } },
      {
        test: {
          ...live,
          name: 'live',
          include: ['**/*.live.test.ts'],
          exclude: [...notTests, ...disturbing, compose],
          // One more is at work on the other platform.
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          ...live,
          name: 'disturbing',
          include: disturbing,
          exclude: notTests,
          maxWorkers: 1,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
