import { parseDuration } from '@sightline/promql';
import { exampleSlo } from '../compiler/example-slo';
import { exampleSloth } from '../compiler/example-sloth';
import { ratio, type SloCase } from './slo-case';

const window = (length: string) => exampleSlo({ timeWindow: `[{ duration: ${length}, isRolling: true }]` });
const maintenance = (hours: string) =>
  exampleSlo({ annotations: `sightline.dev/min-bad-events: "5", sightline.dev/maintenance: "${hours}"` });

/** promtool begins on a Thursday at midnight. Everything fails from 22:00 to 24:00, and then to 02:00 where it is said. */
const failsFrom22 = (hours: number) => ({
  'requests_total{code="200"}': `0+50x2640 132000x${hours * 120} 132050+50x480`,
  'requests_total{code="500"}': `0x2640 50+50x${hours * 120 - 1} ${hours * 6000}x481`,
});
const spent = (share: number) => [
  { expr: 'sum(slo:sli_bad:increase30d)', at: 26 * 60 + 30, is: share },
  { expr: 'count(ALERTS)', at: 24 * 60 + 2, is: 'none' as const },
  { expr: 'count(ALERTS)', at: 24 * 60 + 4, is: 'none' as const },
  { expr: 'count(ALERTS)', at: 26 * 60 + 4, is: 'none' as const },
];

/** Periods, windows and planned work. */
export const timeCases: readonly SloCase[] = [
  {
    name: 'a period of a minute, meant as a month',
    text: window('1m'),
    diagnostics: ['error windows-too-short 9'],
    words: /1m is no month[\s\S]*30d/,
  },
  {
    name: 'a period of an hour',
    text: window('1h'),
    diagnostics: ['error windows-too-short 9'],
    words: /no two samples/,
  },
  {
    name: 'a period of a day where scrapes are 15 s apart',
    text: window('1d'),
    options: { scrape: parseDuration('15s') ?? 0 },
    diagnostics: ['error windows-too-short 9'],
  },
  { name: 'a period of a day', text: window('1d'), diagnostics: ['warning windows-short 9'], words: /15s/ },
  {
    name: 'a period of an hour for a Sloth file',
    text: exampleSloth(),
    options: { period: parseDuration('1h') ?? 0 },
    diagnostics: ['warning single-event-pages 4', 'error windows-too-short 4'],
    words: /--period 30d/,
  },
  {
    name: 'a time slice of two seconds',
    text: exampleSlo({
      annotations: '',
      method: 'Timeslices',
      objective: 'target: 0.99, timeSliceTarget: 0.9, timeSliceWindow: 2s',
    }),
    diagnostics: ['error windows-too-short 11'],
    words: /timeSliceWindow to 1m/,
  },
  {
    name: 'a calendar month written as 1m',
    text: exampleSlo({
      timeWindow: '[{ duration: 1m, calendar: { startTime: 2026-01-01 00:00:00, timeZone: UTC } }]',
    }),
    diagnostics: ['error period 9'],
    words: /capital/,
  },
  {
    name: 'planned work that ends within the day',
    text: maintenance('Thu 20:00-22:00'),
    diagnostics: [],
    world: {
      every: 2,
      series: {
        'requests_total{code="200"}': '0+50x2400 120000x240 120050+50x360',
        'requests_total{code="500"}': '0x2400 50+50x239 12000x361',
      },
      expect: [
        { expr: 'sum(slo:sli_bad:increase30d)', at: 24 * 60 + 30, is: 0 },
        { expr: 'count(ALERTS)', at: 22 * 60 + 4, is: 'none' },
      ],
    },
  },
  {
    name: 'planned work until 24:00',
    text: maintenance('Thu 22:00-24:00'),
    diagnostics: [],
    world: {
      every: 2,
      series: failsFrom22(2),
      expect: [...spent(0), { expr: ratio('5m'), at: 24 * 60 + 2, is: 'none' }],
    },
  },
  {
    name: 'planned work over midnight',
    text: maintenance('Thu 22:00-02:00'),
    diagnostics: [],
    world: { every: 2, series: failsFrom22(4), expect: spent(0) },
  },
  {
    name: 'planned work over midnight in two parts',
    text: maintenance('Thu 22:00-24:00, Fri 00:00-02:00'),
    diagnostics: [],
    world: { every: 2, series: failsFrom22(4), expect: spent(0) },
  },
  {
    name: 'planned work over the end of the week',
    text: maintenance('Wed 23:00-00:30'),
    diagnostics: [],
    world: {
      series: { 'requests_total{code="500"}': '0+50x60 3000x180', 'requests_total{code="200"}': '0x60 0+50x180' },
      expect: [{ expr: 'sum(slo:sli_bad:increase30d)', at: 100, is: 0 }],
    },
  },
  ...['Thu 22:00-22:00', 'Thu 22:00-25:00', 'Thu 20:99-21:00', '2026-02-31T00:00Z/2026-03-05T00:00Z'].map(
    (hours): SloCase => ({
      name: `planned work that there is not: ${hours}`,
      text: maintenance(hours),
      diagnostics: ['error shape 5'],
      words: /no planned maintenance/,
    }),
  ),
];
