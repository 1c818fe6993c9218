/**
 * What other methods make of the series of what `sightline fault run` recorded; with --again, what `why` makes of it now. The stores
 * must still hold those times; what was seen without them was recorded. For whoever changes `why`: minutes instead of an hour.
 *
 *     node cli/dist/bench/rank-causes.js [--again] [--verbose] [--python <with RCAEval>] [--write] [--keep-evidence] [fault ...]
 */
import { parseArgs } from 'node:util';
import {
  compareMethods,
  explainAgain,
  type FaultOutcome,
  keepEvidence,
  keepOutcome,
  keepSeries,
  keptOutcomes,
  keptRecordings,
  keptSeries,
  missOf,
  outcomesText,
  type PlayedFault,
  type RecordedSeries,
  recordSeries,
} from '../fault';
import { connectToLocal, runningPlatform } from '../platform';
import { plainPaint } from '../terminal/paint';
import { type Explanation, whyText } from '../why';

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      again: { type: 'boolean', default: false },
      verbose: { type: 'boolean', default: false },
      python: { type: 'string' },
      write: { type: 'boolean', default: false },
      'keep-evidence': { type: 'boolean', default: false },
    },
  });
  const { home } = runningPlatform();
  const known = new Map(keptOutcomes().map((outcome) => [outcome.fault, outcome]));
  const recordings = keptRecordings(home).filter(
    ({ played: { fault } }) => positionals.length === 0 || positionals.includes(fault),
  );
  const outcomes: FaultOutcome[] = [];
  for (const recording of recordings) {
    const { played, platform } = recording;
    const explanation = values.again ? await explainAgain(recording, connectToLocal()) : recording.explanation;
    const components = new Set<string>(platform.components.map(({ name }) => name));
    const others = await compareMethods(await seriesOf(played, home), { known: components, python: values.python });
    const then = known.get(played.fault) ?? played;
    const outcome = { ...(values.again ? askedAgain(played, explanation) : then), others };
    outcomes.push(outcome);
    if (values.verbose) console.log(whyText(explanation, { paint: plainPaint }));
    if (values.write) keepOutcome(outcome);
    if (values['keep-evidence']) keepEvidence(recording, explanation);
  }
  console.log(outcomesText(outcomes, plainPaint));
}

function askedAgain({ miss: _, ...played }: PlayedFault, explanation: Explanation): FaultOutcome {
  const miss = missOf(explanation, played.truths);
  const named = explanation.hypotheses.map(({ subject }) => subject);
  return { ...played, ...(miss !== undefined && { miss }), named, fromRecording: true };
}

/** Those that were kept, or else what the store still holds of that time. */
async function seriesOf({ fault, at, askedAfterMs = 0 }: PlayedFault, home: string): Promise<RecordedSeries> {
  const kept = keptSeries(home, fault);
  if (kept) return kept;
  const causedAt = new Date(at);
  const askedAt = new Date(causedAt.getTime() + askedAfterMs);
  const recorded = await recordSeries(connectToLocal().waiting(120_000).metrics, { causedAt, askedAt });
  keepSeries(home, fault, recorded);
  return recorded;
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
