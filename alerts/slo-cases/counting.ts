import { exampleSlo, ratioOf } from '../compiler/example-slo';
import { exampleSloth } from '../compiler/example-sloth';
import { ratio, type SloCase } from './slo-case';

const disagreement = (name: string) => `count(ALERTS{alertname="${name}",alertstate="firing"})`;

/** What is a number of events, what is a ratio, and what is not known. */
export const countingCases: readonly SloCase[] = [
  {
    name: 'a count of bad minutes, in which a rate stands',
    text: exampleSloth({
      objective: 95,
      error:
        'sum_over_time((count(histogram_quantile(0.98, sum by (le) (rate(duration_milliseconds_bucket{reporter="source"}[5m]))) > 1000))[{{.window}}:]) OR on() vector(0)',
      total: 'sum_over_time((count(up{job="istio"}))[{{.window}}:])',
    }),
    diagnostics: ['info unproven-part 4'],
    world: {
      series: {
        'duration_milliseconds_bucket{reporter="source",le="500"}': '0+100x200 20000x20 20000+100x100',
        'duration_milliseconds_bucket{reporter="source",le="2000"}': '0+100x340',
        'duration_milliseconds_bucket{reporter="source",le="+Inf"}': '0+100x340',
        'up{job="istio"}': '1x340',
      },
      expect: [
        { expr: ratio('1h'), at: 115, is: 0.25 },
        // Every window as it is written, also the long ones.
        { expr: ratio('30m'), at: 115, is: 0.5 },
        { expr: ratio('6h'), at: 115, is: 15 / 116 },
      ],
    },
  },
  {
    name: 'groups that the queries keep',
    text: exampleSloth({
      error: 'sum by (cluster) (rate(requests_total{code=~"5.."}[{{.window}}]))',
      total: 'sum by (cluster) (rate(requests_total[{{.window}}]))',
    }),
    diagnostics: ['warning single-event-pages 4'],
    world: {
      series: {
        'requests_total{code="200",cluster="a"}': '0+100000x240',
        'requests_total{code="500",cluster="a"}': '0x240',
        'requests_total{code="500",cluster="b"}': '0+10x240',
      },
      expect: [
        { expr: `${ratio('1h')}{cluster="a"}`, at: 115, is: 0 },
        { expr: `${ratio('1h')}{cluster="b"}`, at: 115, is: 1 },
        { expr: 'count(ALERTS{cluster="b",tier="page-quick",alertstate="firing"})', at: 115, is: 1 },
        { expr: 'count(ALERTS{cluster="a"})', at: 115, is: 'none' },
      ],
    },
  },
  {
    name: 'the same groups in the dialect sloth',
    text: exampleSloth({
      error: 'sum by (cluster) (rate(requests_total{code=~"5.."}[{{.window}}]))',
      total: 'sum by (cluster) (rate(requests_total[{{.window}}]))',
    }),
    options: { dialect: 'sloth' },
    diagnostics: [],
    world: {
      series: {
        'requests_total{code="200",cluster="a"}': '0+100000x240',
        'requests_total{code="500",cluster="b"}': '0+10x240',
      },
      expect: [{ expr: `${ratio('1h')}{cluster="b"}`, at: 115, is: 1 }],
    },
  },
  {
    name: 'a ratio whose labels are left to the metric',
    text: exampleSloth({ raw: 'avg_over_time(error_ratio[{{.window}}])' }),
    diagnostics: [],
    world: {
      series: { 'error_ratio{team="a",tier="x"}': '0.1x240', 'error_ratio{team="b",tier="x"}': '0.5x240' },
      expect: [
        { expr: `${ratio('1h')}{team="a"}`, at: 115, is: 0.1 },
        { expr: `${ratio('1h')}{team="b"}`, at: 115, is: 0.5 },
        { expr: 'count(ALERTS{alertstate="firing",tier="page-quick"})', at: 115, is: 2 },
      ],
    },
  },
  {
    name: 'total without good, where the good bucket has no series',
    text: exampleSloth({
      objective: 99,
      error:
        '(\n  sum(rate(duration_seconds_count{verb!="WATCH"}[{{.window}}]))\n  -\n  sum(rate(duration_seconds_bucket{le="0.4",verb!="WATCH"}[{{.window}}]))\n)',
      total: 'sum(rate(duration_seconds_count{verb!="WATCH"}[{{.window}}]))',
    }),
    diagnostics: ['warning single-event-pages 4'],
    world: {
      series: { 'duration_seconds_count{verb="GET"}': '0+100x240' },
      expect: ['5m', '1h', '6h', '30d'].map((window) => ({ expr: ratio(window), at: 115, is: 'none' })),
    },
  },
  {
    name: 'total without good, of a bucket in both spellings',
    text: exampleSloth({
      objective: 99,
      error:
        'sum(rate(duration_seconds_count[{{.window}}])) - sum(rate(duration_seconds_bucket{le=~"2(\\\\.0)?"}[{{.window}}]))',
      total: 'sum(rate(duration_seconds_count[{{.window}}]))',
    }),
    diagnostics: ['warning single-event-pages 4'],
    world: {
      series: { duration_seconds_count: '0+100x240', 'duration_seconds_bucket{le="2.0"}': '0+75x240' },
      expect: [{ expr: ratio('1h'), at: 115, is: 0.25 }],
    },
  },
  {
    name: 'bad events of another metric, which has no series',
    text: exampleSlo({ bad: 'failures_total' }),
    diagnostics: ['warning unproven-part 4'],
    world: {
      series: { requests_total: '0+100x240' },
      expect: ['5m', '1h', '6h', '30d'].map((window) => ({ expr: ratio(window), at: 115, is: 'none' })),
    },
  },
  {
    name: 'bad events of the same metric, which has no such series yet',
    text: exampleSlo(),
    diagnostics: [],
    world: {
      series: { 'requests_total{code="200"}': '0+100x240' },
      expect: [{ expr: ratio('1h'), at: 115, is: 0 }],
    },
  },
  {
    name: 'good above total',
    text: exampleSlo({ indicator: ratioOf('good', 'jobs_success_total', 'jobs_total') }),
    diagnostics: ['warning unproven-part 4'],
    words: /good events are a part/,
    world: {
      series: { jobs_success_total: '0+300x240', jobs_total: '0+100x240' },
      expect: [
        { expr: ratio('1h'), at: 115, is: 'none' },
        { expr: disagreement('ShopAvailabilityCountsDisagree'), at: 115, is: 1 },
      ],
    },
  },
  {
    name: 'bad above total, in a ratio that is taken as it is',
    text: exampleSloth({
      error: 'sum(sum_over_time(failed[{{.window}}]))',
      total: 'sum(sum_over_time(tried[{{.window}}]))',
    }),
    diagnostics: ['info unproven-part 4'],
    world: {
      series: { failed: '3x240', tried: '2x240' },
      expect: [{ expr: disagreement('ShopBudgetCountsDisagree'), at: 115, is: 1 }],
    },
  },
  {
    name: 'a probe',
    text: exampleSlo({
      annotations: '',
      indicator: ratioOf(
        'good',
        'sum(sum_over_time(probe_success[{{.window}}]))',
        'sum(count_over_time(probe_success[{{.window}}]))',
      ).replace('{', '{ counter: false,'),
      timeWindow: '[{ duration: 1w, isRolling: true }]',
      objective: 'targetPercent: 99.999',
    }),
    diagnostics: ['info unproven-part 4'],
    world: {
      series: { probe_success: '1x240 0x4 1x40' },
      expect: [
        { expr: 'slo:period_error_budget_remaining:ratio', at: 115, is: 1 },
        { expr: ratio('14m'), at: 124, is: 0.1786 },
      ],
    },
  },
  {
    name: 'a guard where nothing is counted',
    text: exampleSlo({
      indicator: ratioOf('bad', 'sum(sum_over_time(failed[{{.window}}]))', 'sum(sum_over_time(tried[{{.window}}]))'),
    }),
    diagnostics: ['error combination 5', 'info unproven-part 4'],
  },
  {
    name: 'a guard by traffic, of an objective so low that any number takes five',
    text: exampleSlo({
      annotations: 'sightline.dev/min-bad-events: by-traffic, sightline.dev/tiers: ticket-slow',
      objective: 'targetPercent: 50',
    }),
    diagnostics: [],
    world: {
      // Four of four fail, later sixteen of sixteen.
      series: { 'requests_total{code="500"}': '0+0x20 4+0x60 20+0x60', 'requests_total{code="200"}': '1+0x142' },
      expect: [
        { expr: 'count(ALERTS{alertstate="firing"}) or vector(0)', at: 30, is: 0 },
        { expr: 'count(ALERTS{alertstate="firing"}) or vector(0)', at: 60, is: 1 },
      ],
    },
  },
];
