import { readPlatform } from '@sightline/stack';
import {
  checkLive,
  checkStatically,
  describe,
  generatedDashboards,
  isProblem,
  matrix,
} from 'grafana-dashboard-builder';
import { verb } from '../verb';

export const dashboardsCheckVerb = verb<{ readonly static?: boolean }>({
  name: 'dashboards check',
  summary: 'whether every panel of every dashboard shows something',
  description:
    'Checks the dashboards as they are committed, then runs every query of every panel, variable, annotation and link against the running platform, with variables filled in. An empty or failing panel is a problem unless it is listed with its reason.',
  onlyReads: true,
  needs: ['metrics', 'logs'],
  options: [{ flags: '--static', description: 'only what can be told without a running platform' }],
  examples: [
    { command: 'sightline dashboards check', does: 'a matrix of panels and results; exit code 1 when one is empty' },
    { command: 'sightline dashboards check --static', does: 'queries, metrics, units, links and layout alone' },
  ],
  async run({ options, connect, screen }) {
    const dashboards = generatedDashboards();
    const problems = checkStatically(dashboards);
    const found =
      problems.length === 0 ? `${dashboards.length} dashboards, no problem in them` : problems.map(describe).join('\n');
    if (options.static || problems.length > 0)
      return { value: { problems }, text: found, problem: problems.length > 0 };

    const { metrics, logs } = await connect();
    screen.progress(`${found}; asking the stores`);
    const report = await checkLive(dashboards, {
      stores: { metrics, logs },
      startedAt: new Date(readPlatform()?.startedAt ?? Date.now()),
    });
    return { value: { problems, ...report }, text: matrix(report), problem: report.checked.some(isProblem) };
  },
});
