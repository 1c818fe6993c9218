import { waitUntil } from '@sightline/stores';
import { finalOrder } from '@sightline/traffic';
import { checkLive, generatedDashboards, isProblem, type LiveReport, matrix } from 'grafana-dashboard-builder';
import { beforeAll, describe, expect, it } from 'vitest';
import { patience } from './patience';
import { buy, runningPlatform } from './platform';

const platform = runningPlatform();
const dashboards = generatedDashboards();
const check = () =>
  checkLive(dashboards, {
    stores: platform,
    startedAt: new Date(platform.state().startedAt),
  });

const exemplarsIn = ({ checked }: LiveReport) =>
  checked.flatMap(({ asked }) => asked).reduce((sum, { exemplars = 0 }) => sum + exemplars, 0);

describe('the dashboards, on the running platform', () => {
  let report: LiveReport;

  beforeAll(async () => {
    const tokens = ['tok_ok', 'tok_declined', 'tok_bank_error_once'];
    const placed = await Promise.all(tokens.map((token) => buy(platform, token)));
    for (const { id } of placed) await finalOrder(id, platform, patience);
    // A young platform has no past to compare with, no exemplar and no rule of a minute evaluated: all come with time.
    await waitUntil(
      async () => {
        report = await check();
        return report.checked.some(isProblem) || exemplarsIn(report) === 0 ? undefined : true;
      },
      { withinMs: 240_000, everyMs: 3_000 },
    );
    console.log(matrix(report).split('\n\n').at(-1));
  }, 600_000);

  it('have no empty or failing panel, variable, annotation or link', () => {
    const problems = report.checked.filter(isProblem);
    expect(problems.map(({ dashboard, where, verdict }) => `${dashboard} / ${where}: ${verdict}`)).toEqual([]);
  });

  it('lead from latency to single requests: their histograms have exemplars', () => {
    expect(exemplarsIn(report)).toBeGreaterThan(0);
  });
});
