import { expect, it } from 'vitest';
import { budgetFile, overruns, readBudget } from './budget/budget';
import { measureTelemetry } from './budget/measure-telemetry';
import { runningPlatform } from './platform';

it('the telemetry of an order stays within its budget, signal by signal and contributor by contributor', async () => {
  const measured = await measureTelemetry(runningPlatform(), 3);
  expect(
    overruns(measured, readBudget()),
    `Is it worth it? Then say so in ${budgetFile}: npm run budget -w @sightline/acceptance writes what there is now.`,
  ).toEqual([]);
});
