import { readPlatform } from '@sightline/stack';
import { concurrently } from '@sightline/stores';
import {
  checkLive,
  checkStatically,
  describe,
  type ExaminedBoard,
  examinationText,
  examine,
  generatedDashboards,
  houseFindings,
  isProblem,
  matrix,
  NoDashboards,
} from 'grafana-dashboard-builder';
import { CliError, usageError } from '../cli-error';
import { allBoards, boardsOf, examinedStores, type StoreFlags } from '../dashboards';
import { parseDuration, parseUrl } from '../parse';
import { type Call, type Outcome, verb } from '../verb';

interface CheckOptions extends StoreFlags {
  readonly static?: boolean;
  readonly house?: boolean;
  readonly scrapeInterval?: number;
}

export const dashboardsCheckVerb = verb<CheckOptions>({
  name: 'dashboards check',
  summary: 'whether every panel of every dashboard shows something',
  description:
    "Asks everything that anybody's dashboards ask, as Grafana does when they are opened, with variables filled in from the data: which panels are empty, fail, ask for metrics that do not exist, or read windows shorter than what lies between two samples, and which links lead nowhere. One line for each problem. Where nothing is named: the platform's Grafana; on our own platform the dashboards as they are committed, by all rules of this repository, where an empty panel is a problem unless it is listed with its reason.",
  onlyReads: true,
  needs: [],
  uses: ['metrics', 'logs', 'dashboards'],
  arguments: [
    {
      name: '[what...]',
      description: 'a file of dashboard JSON, a folder of them, the address of a Grafana or of one of its dashboards',
    },
  ],
  options: [
    { flags: '--prometheus <url>', description: "who is asked for metrics (default: the platform's)", parse: parseUrl },
    { flags: '--loki <url>', description: "who is asked for log lines (default: the platform's)", parse: parseUrl },
    { flags: '--static', description: 'only what can be told without asking a store' },
    {
      flags: '--scrape-interval <time>',
      description: 'what lies between two samples (default: as the data show)',
      parse: parseDuration,
    },
    { flags: '--house', description: 'also by the rules of style of this repository' },
  ],
  examples: [
    { command: 'sightline dashboards check', does: 'a matrix of panels and results; exit code 1 when one is empty' },
    { command: 'sightline dashboards check --static', does: 'queries, metrics, units, links and layout alone' },
    {
      command: 'sightline dashboards check node-exporter-full.json --prometheus http://localhost:9090',
      does: "somebody else's dashboard against any Prometheus",
    },
    { command: 'sightline dashboards check https://grafana.example.com', does: 'every dashboard of a Grafana' },
  ],
  async run(call) {
    try {
      return await (call.args.length > 0 ? checkNamed(call) : checkPlatforms(call));
    } catch (error) {
      throw error instanceof NoDashboards ? usageError(error.message) : error;
    }
  },
});

/** Dashboards of anybody's, against the stores named, the platform's, or none. */
async function checkNamed(call: Call<CheckOptions>): Promise<Outcome> {
  const { args, options, connect, screen } = call;
  const isAlone = options.static || options.prometheus !== undefined || options.loki !== undefined;
  const connections = isAlone
    ? undefined
    : await connect().catch((error) => {
        if (!(error instanceof CliError && error.code === 'PLATFORM_NOT_RUNNING')) throw error;
        screen.progress(
          'No platform is there to ask: only what the dashboards tell alone (or name --prometheus, --loki)',
        );
        return undefined;
      });
  const known = connections?.has('dashboards') ? connections.dashboards : undefined;
  const found = await boardsOf(args, known);
  if (found.skipped.length > 0) screen.progress(`no dashboard: ${found.skipped.join(', ')}`);
  const stores = options.static ? undefined : await examinedStores(options, { connections, grafana: found.grafana });
  return examined(call, found, stores);
}

/** The dashboards that belong to the platform. */
async function checkPlatforms(call: Call<CheckOptions>): Promise<Outcome> {
  const { options, connect, screen } = call;
  const dashboards = generatedDashboards();
  const problems = checkStatically(dashboards);
  const found =
    problems.length === 0 ? `${dashboards.length} dashboards, no problem in them` : problems.map(describe).join('\n');
  if (options.static) return { value: { problems }, text: found, problem: problems.length > 0 };

  const connections = await connect();
  if (connections.kind === 'described') {
    const boards = await allBoards(connections.dashboards);
    const stores = await examinedStores(options, { connections, grafana: boards.grafana });
    return examined(call, boards, stores);
  }
  if (problems.length > 0) return { value: { problems }, text: found, problem: true };
  const { metrics, logs } = connections;
  screen.progress(`${found}; asking the stores`);
  const report = await checkLive(dashboards, {
    stores: { metrics, logs },
    startedAt: new Date(readPlatform()?.startedAt ?? Date.now()),
  });
  return { value: { problems, ...report }, text: matrix(report), problem: report.checked.some(isProblem) };
}

async function examined(
  { options, screen }: Call<CheckOptions>,
  { boards, complete }: Awaited<ReturnType<typeof boardsOf>>,
  stores: Awaited<ReturnType<typeof examinedStores>>,
): Promise<Outcome> {
  const reports = await concurrently(1, boards, async (board): Promise<ExaminedBoard> => {
    screen.progress(`${board.title} (${board.source})`);
    const report = await examine(board, {
      ...(stores && { stores }),
      places: { boards, complete },
      scrapeMs: options.scrapeInterval,
    });
    return options.house ? { ...report, findings: [...report.findings, ...houseFindings(board)] } : report;
  });
  const problem = reports.some(({ findings }) => findings.length > 0);
  return { value: { boards: reports }, text: examinationText(reports), problem };
}
