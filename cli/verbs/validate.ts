import { compare } from '@sightline/traffic';
import { latestRun, readRun } from '../load';
import { comparisonText, readSightings } from '../validate';
import { verb } from '../verb';

export const validateVerb = verb({
  name: 'validate',
  summary: 'what a run of load sent, against what the platform says it saw',
  description:
    'Compares requests and latency, orders and payments, log records and spans of one run with what Prometheus, the database, Loki and the trace store have of it; names the probable place of each difference. Exit code 1 when they disagree.',
  onlyReads: true,
  needs: ['supervisor'],
  arguments: [{ name: '[run]', description: 'the file of a run (default: the latest of this platform)' }],
  examples: [
    { command: 'sightline validate', does: 'the run that ended last' },
    { command: 'sightline validate ramp.json --json', does: 'a run that was kept elsewhere, for a program' },
  ],
  async run({ args: [file], screen, connect }) {
    const connections = await connect();
    const run = readRun(file ?? latestRun(connections.supervised.home));
    const comparisons = compare(run, await readSightings(run, connections));
    const disagree = comparisons.filter(({ agrees }) => !agrees);
    const others = run.quietUntil
      ? ''
      : '\n\nOthers were in the shop too: what Prometheus counts is not of this run alone.';
    return {
      value: { runId: run.runId, agrees: disagree.length === 0, comparisons },
      text: `${run.profile} of ${run.startedAt}\n${comparisonText(comparisons, screen.paint)}${others}`,
      problem: disagree.length > 0,
    };
  },
});
