import { setImmediate } from 'node:timers/promises';
import { compile, type Tier, tiersOf } from '@sightline/alerts';
import { defineBench } from '../bench';
import { makeTrace, scenarios, type Trace } from '../detection/labelled-days';
import { type Observation, type Score, scoreDetection } from '../detection/score-detection';
import { ours } from '../detection/slos';
import { share, timeSpan } from '../detection/text';
import type { Table } from '../harness/markdown';
import { wholeNumberIn, wholeNumbersIn } from '../harness/numbers';
import { bestTrade, type Tally, tallyOf } from './best-trade';
import { Day } from './day';
import { firedBy } from './fired-by';
import { probed } from './probed';
import {
  byTraffic,
  confidenceBound,
  enoughAlone,
  fixedMinimum,
  likelihoodRatio,
  longerWindows,
  type MinuteTier,
  type Rule,
  type Setting,
  sequentialTest,
  slothsRules,
  timeSlices,
} from './rules';

interface Options {
  readonly seeds: number;
  readonly rates: readonly number[];
}

interface Row {
  readonly rate: number;
  readonly rule: string;
  readonly score: Score;
  readonly pages: Score;
  /** Days without a fault on which anything was told. */
  readonly disturbed: number;
  readonly healthy: number;
}

interface Trade extends ReturnType<typeof bestTrade> {
  readonly rate: number;
}

const probesPerHour = 300;

export const lowTraffic = defineBench<Options>({
  name: 'low-traffic',
  title: 'Which rule tells faults where there is little traffic',
  description:
    'Simulates days of a service with few requests, with labelled faults and without, and asks every rule that was thought of, once a minute. The thresholds of the chosen one are those of the compiler. Minutes; needs nothing running.',
  configure: (command) =>
    command
      .option('--seeds <number>', 'days of each kind', wholeNumberIn({ min: 1, max: 9_999 }), 200)
      .option('--rates <list>', 'requests an hour', wholeNumbersIn({ min: 1, max: 10_000 }), [1, 10]),
  async run({ options, say, signal }) {
    const setting = settingOf();
    const { seeds, rates } = options;
    const rows: Row[] = [];
    const trades: Trade[] = [];
    for (const rate of rates) {
      say(`${rate} requests an hour, ${seeds * scenarios.length} days`);
      const found = await simulate(setting, rate, seeds, signal);
      rows.push(...found.rows);
      trades.push({ rate, ...bestTrade(found.tallies) });
    }
    return {
      tables: [ruleTable(rows), tradeTable(trades)],
      notes,
      doubts: [],
      samples: { rows, trades },
    };
  },
});

/** The windows and factors of an SLO of 99.9 % as the compiler has them. */
function settingOf(): Setting {
  const [compiled] = compile([{ file: 'slo.yaml', text: ours('by-traffic') }]).slos;
  if (!compiled) throw new Error('The SLO of the simulation does not compile');
  const inMinutes = ({ long, short, ...tier }: Tier): MinuteTier => ({
    ...tier,
    long: long / 60_000,
    short: short / 60_000,
  });
  return { slo: compiled.slo, tiers: tiersOf(compiled.slo, compiled.windows).map(inMinutes) };
}

const rulesOf = (setting: Setting): Rule[] => [
  slothsRules(setting),
  ...[5, 3, 2, 1].map((minimum) => fixedMinimum(setting, minimum)),
  longerWindows(setting, 4),
  timeSlices(setting, 5),
  confidenceBound(setting, 0.05),
  sequentialTest(setting, 10, 3),
  likelihoodRatio(setting, 2),
  likelihoodRatio(setting, 4),
  enoughAlone(setting),
  byTraffic(setting),
];

/** Day by day, so that no more than one is in memory. */
async function simulate(setting: Setting, rate: number, seeds: number, signal: AbortSignal) {
  const rules = rulesOf(setting);
  const withProbes = { ...byTraffic(setting), name: `by traffic, and ${probesPerHour} probes an hour counted in` };
  const observed = new Map([...rules, withProbes].map((rule) => [rule, [] as Observation[]]));
  const tallies: Tally[] = [];
  for (const { trace, seed } of daysAt(rate, seeds)) {
    // Lets Ctrl-C in: the rest is nothing but computing.
    await setImmediate();
    signal.throwIfAborted();
    const day = new Day(trace);
    const probedDay = new Day(probed(trace, { perHour: probesPerHour, seed }));
    tallies.push(tallyOf(trace, day));
    for (const [rule, observations] of observed) {
      const firings = firedBy(rule, rule === withProbes ? probedDay : day);
      observations.push({ firings, ...(trace.fault && { fault: trace.fault }) });
    }
  }
  return { tallies, rows: [...observed].map(([{ name }, observations]) => rowOf(rate, name, observations)) };
}

/** What no request met cannot be seen in requests: such a fault is none. */
function* daysAt(requestsPerHour: number, seeds: number): Generator<{ readonly trace: Trace; readonly seed: number }> {
  for (const [index, scenario] of scenarios.entries())
    for (let at = 0; at < seeds; at++) {
      const seed = 1 + at + 10_000 * index + requestsPerHour * 1_000_000;
      const trace = makeTrace(scenario, { requestsPerHour, seed });
      if (trace.fault?.failed !== 0) yield { trace, seed };
    }
}

function rowOf(rate: number, rule: string, observations: readonly Observation[]): Row {
  const onlyPages = observations.map((each) => ({ ...each, firings: each.firings.filter(({ pages }) => pages) }));
  const healthy = observations.filter(({ fault }) => fault === undefined);
  return {
    rate,
    rule,
    score: scoreDetection(observations),
    pages: scoreDetection(onlyPages),
    disturbed: healthy.filter(({ firings }) => firings.length > 0).length,
    healthy: healthy.length,
  };
}

const ruleTable = (rows: readonly Row[]): Table => ({
  title: 'What each rule tells',
  columns: [
    'requests an hour',
    'rule',
    'detection',
    'page resets',
    'precision',
    'recall',
    'precision of pages',
    'faults paged',
    'healthy days disturbed',
  ],
  rows: rows.map(({ rate, rule, score, pages, disturbed, healthy }) => [
    String(rate),
    rule,
    timeSpan(score.detection),
    timeSpan(score.reset),
    `${share(score.precision)} of ${score.notifications}`,
    `${share(score.recall)} of ${score.faults}`,
    share(pages.precision),
    share(pages.recall),
    `${disturbed} of ${healthy}`,
  ]),
});

const tradeTable = (trades: readonly Trade[]): Table => ({
  title: 'What any rule can know',
  columns: [
    'requests an hour',
    'faults that a request met',
    'of them with a single failure',
    'failures outside of faults',
    'highest recall at a precision of 95 %',
  ],
  rows: trades.map(({ rate, faults, single, lone, recall }) => [
    String(rate),
    String(faults),
    `${single} (${share(single / faults)})`,
    String(lone),
    share(recall),
  ]),
});

const notes = [
  'The days, the faults and the terms are those of [the measurement by Prometheus](detection.md); the objective is 99.9 %, one request in 5,000 always fails. A day is four, of which the last two are judged. Detection and reset are medians.',
  '*What any rule can know*: a fault that failed a single request leaves the same data as a lone failure of no meaning. The last column is the recall of an oracle that tells every fault with two failures or more, once and never wrongly, and of the single ones as large a share, by chance, as a precision of 95 % allows.',
];
