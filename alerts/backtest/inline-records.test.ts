import { duration, promqlError } from '@sightline/promql';
import { describe, expect, it } from 'vitest';
import { compile } from '../compiler/compile';
import { exampleSlo } from '../compiler/example-slo';
import { isAlert } from '../compiler/rules';
import { inlineRecords, recordsIn, recordsOf } from './inline-records';

const minute = duration('1m');
const rule = (record: string, expr: string) => ({ record, expr, labels: {} });
const records = recordsOf(
  [
    { name: 'events', rules: [rule('bad5m', 'sum(increase(errors[5m]))')] },
    {
      name: 'sums',
      interval: minute,
      rules: [rule('tick', 'bad5m{id="a"}'), rule('bad1h', 'sum_over_time(tick{id="a"}[1h]) / 5')],
    },
  ],
  5_000,
);

describe('an expression without recorded series', () => {
  it('reads what they are recorded from', () => {
    expect(inlineRecords('bad5m{id="a"} > 3', records)).toBe('(sum(increase(errors[5m]))) > 3');
  });

  it('reads a range of one at the step it is recorded at', () => {
    expect(inlineRecords('bad1h', records)).toBe('(sum_over_time(((sum(increase(errors[5m]))))[1h:1m]) / 5)');
  });

  it('reads the newest of what is stored of a record that looks at its own past', () => {
    const own = recordsOf([{ name: 'own', rules: [rule('tick', 'up or max(present_over_time(tick[30d]))')] }], minute);
    expect(inlineRecords('tick', own)).toBe('(up or max(present_over_time(tick[2m])))');
  });

  it.each([
    ['ratio of events', exampleSlo()],
    [
      'time slices',
      exampleSlo({
        annotations: 'sightline.dev/no-data: bad',
        method: 'Timeslices',
        objective: 'target: 0.99, timeSliceTarget: 0.9, timeSliceWindow: 1m',
      }),
    ],
  ])('is PromQL, for every alert of a %s', (_, text) => {
    const groups = compile([{ file: 'slo.yaml', text }]).slos.flatMap((slo) => slo.groups);
    const all = recordsOf(groups, 5_000);
    const alerts = groups.flatMap(({ rules }) => rules).filter(isAlert);
    expect(alerts.length).toBeGreaterThan(3);
    for (const { expr } of alerts) {
      const inlined = inlineRecords(expr, all);
      expect(promqlError(inlined)).toBeUndefined();
      expect(recordsIn(inlined, all).filter((name) => !name.startsWith('slo:sli_tick_bad'))).toEqual([]);
    }
  });
});
