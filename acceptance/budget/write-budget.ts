/**
 * `npm run budget -w @sightline/acceptance`: measures the platform that runs, and writes what there is, with room, as the budget. A
 * change of telemetry that is worth it is seen in its diff.
 */

import { writeFileSync } from 'node:fs';
import { stringify } from 'yaml';
import { runningPlatform } from '../platform';
import { type Amount, budgetFile } from './budget';
import { measureTelemetry } from './measure-telemetry';

/** Ids and times are of different lengths. */
const roomForBytes = 1.15;
/** A shop that has just begun has met few routes, states and mistakes. */
const roomForSeries = 10;
const unlistedSeries = 50;

const head = `# What the telemetry of the shop may be: spans and log lines of 1,000 orders that go well, by service and name, with the bytes of OTLP or of
# text; and the series of each service by family, with room for every status and route that tests meet. acceptance/budget.live.test.ts holds it,
# and names who has grown. \`npm run budget -w @sightline/acceptance\` writes it anew from the platform that runs.
`;

const rounded = (value: number) => Number((value * roomForBytes).toPrecision(2));
const amounts = (measured: Readonly<Record<string, Amount>>) =>
  Object.fromEntries(
    Object.entries(measured).map(([name, { count, bytes }]) => [name, { count, bytes: rounded(bytes) }]),
  );

async function main(): Promise<void> {
  const { spans, lines, series } = await measureTelemetry(runningPlatform(), 5);
  const withRoom = Object.entries(series).map(([name, count]) => [name, roomForSeries * count] as const);
  const large = withRoom.filter(([, count]) => count > unlistedSeries);
  const budget = { spans: amounts(spans), lines: amounts(lines), series: Object.fromEntries(large), unlistedSeries };
  writeFileSync(budgetFile, head + stringify(budget, { lineWidth: 0 }));
  process.stdout.write(`wrote ${budgetFile}\n`);
}

main().catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
