/**
 * What four kinds of alerts make of the same labelled faults:
 *
 *     nice node alerts/dist/bench/detection.js [seeds]
 *
 * Every trace is made-up history in a fresh Prometheus, which evaluates the rules itself, once a minute.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prometheusApart } from '@sightline/stack';
import { PrometheusStore } from '@sightline/stores';
import { type HistorySeries, writeHistory } from '../backtest/history';
import { recordsOf } from '../backtest/inline-records';
import { replayRule } from '../backtest/replay';
import { compile } from '../compiler/compile';
import type { DialectName } from '../compiler/dialect';
import { exampleSlo } from '../compiler/example-slo';
import { isAlert, type RuleGroup } from '../compiler/rules';
import { judgedFrom, makeTrace, scenarios, type Trace, traceLength } from './fault-traces';
import { type Fired, type Score, scoreDetection } from './score-detection';

const [seeds = '4'] = process.argv.slice(2);
const minute = 60_000;
/** A whole day, in seconds: where every trace begins. */
const start = Date.UTC(2026, 0, 5) / 1_000;
const rates = [1, 10, 60, 1_000];

const ratio = (window: string) =>
  `sum by (trace) (rate(requests_total{code="500"}[${window}])) / sum by (trace) (rate(requests_total[${window}]))`;

const alone = (alert: string, expr: string, wait = 0): RuleGroup => ({
  name: alert,
  rules: [{ alert, expr, for: wait, labels: {}, annotations: {} }],
});

const compiled = (text: string, dialect: DialectName) =>
  compile([{ file: 'slo.yaml', text }], { dialect }).slos.flatMap(({ groups }) => groups);

const sloth = `version: prometheus/v1
service: shop
slos:
  - name: availability
    objective: 99.9
    sli:
      events:
        error_query: sum by (trace) (rate(requests_total{code="500"}[{{.window}}]))
        total_query: sum by (trace) (rate(requests_total[{{.window}}]))
    alerting: { name: Burn }
`;

const ours = exampleSlo({
  bad: 'requests_total{code="500"}',
  annotations: 'sightline.dev/min-bad-events: "5", sightline.dev/group-by: trace, sightline.dev/instance-label: trace',
});

const ruleSets: readonly { readonly name: string; readonly groups: readonly RuleGroup[] }[] = [
  { name: 'fixed threshold: 1 % for 5 minutes', groups: [alone('Threshold', `${ratio('5m')} > 0.01`, 5 * minute)] },
  { name: 'one window: 14.4 over an hour', groups: [alone('OneWindow', `${ratio('1h')} > 14.4 * 0.001`)] },
  { name: "Sloth's rules", groups: compiled(sloth, 'sloth') },
  { name: 'ours', groups: compiled(ours, 'sightline') },
];

function* historyOf(traces: readonly Trace[]): Generator<HistorySeries> {
  for (const { name, good, bad } of traces)
    for (const [code, values] of [
      ['200', good],
      ['500', bad],
    ] as const)
      yield { name: `requests_total{code="${code}",trace="${name}"}`, every: 60, start, values };
}

/** When anything of the rules fired, by trace. */
async function firingsOf(groups: readonly RuleGroup[], store: PrometheusStore): Promise<Map<string, Fired[]>> {
  const records = recordsOf(groups, minute);
  const moment = (minutes: number) => new Date(start * 1_000 + minutes * minute);
  const options = { since: moment(judgedFrom), until: moment(traceLength), evaluation: minute, step: minute };
  const minutesOf = (date: Date) => (date.getTime() / 1_000 - start) / 60;
  const byTrace = new Map<string, Fired[]>();
  for (const rule of groups.flatMap(({ rules }) => rules).filter(isAlert)) {
    const pages = rule.labels.sloth_severity !== 'ticket';
    for (const { labels, firings } of await replayRule(rule, records, store, options)) {
      const fired = firings.map(({ from, to }) => ({ from: minutesOf(from), to: minutesOf(to), pages }));
      byTrace.set(labels.trace ?? '', [...(byTrace.get(labels.trace ?? '') ?? []), ...fired]);
    }
  }
  return byTrace;
}

const shown = {
  minutes: (value?: number) =>
    value === undefined ? '–' : value < 120 ? `${value} min` : `${(value / 60).toFixed(1)} h`,
  share: (value?: number) => (value === undefined ? '–' : `${Math.round(value * 100)} %`),
};

const row = (rate: number, name: string, { detection, reset, precision, recall, faults, notifications }: Score) =>
  `| ${rate} | ${name} | ${shown.minutes(detection)} | ${shown.minutes(reset)} | ${shown.share(precision)} of ${notifications} | ${shown.share(recall)} of ${faults} |`;

async function main(folder: string) {
  const traces = rates.flatMap((requestsPerHour) =>
    scenarios.flatMap((scenario, index) =>
      Array.from({ length: Number(seeds) }, (_, seed) =>
        makeTrace(scenario, { requestsPerHour, seed: 1 + seed + 100 * index + requestsPerHour * 10_000 }),
      ),
    ),
  );
  const history = join(folder, 'history.om');
  writeHistory(history, historyOf(traces));
  await using prometheus = await prometheusApart({ history });
  const store = new PrometheusStore({ url: prometheus.url, timeoutMs: 600_000 });
  const fired = new Map<string, Map<string, Fired[]>>();
  for (const { name, groups } of ruleSets) fired.set(name, await firingsOf(groups, store));

  console.log(
    '| requests an hour | alerts | detection | page resets | precision | recall |\n| --- | --- | --- | --- | --- | --- |',
  );
  for (const rate of rates)
    for (const { name } of ruleSets) {
      const observations = traces
        .filter(({ requestsPerHour }) => requestsPerHour === rate)
        // What no request met cannot be seen in requests.
        .filter(({ fault }) => fault?.failed !== 0)
        .map((trace) => ({
          firings: fired.get(name)?.get(trace.name) ?? [],
          ...(trace.fault && { fault: trace.fault }),
        }));
      console.log(row(rate, name, scoreDetection(observations)));
    }
}

const folder = mkdtempSync(join(tmpdir(), 'sightline-detection-'));
void main(folder).finally(() => rmSync(folder, { recursive: true }));
