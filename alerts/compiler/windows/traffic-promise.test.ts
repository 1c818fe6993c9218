import { describe, expect, it } from 'vitest';
import { compile } from '../compile';
import { exampleSlo } from '../example-slo';
import { explain } from '../explain';
import { tiersOf } from './tiers';
import { promisesAt, promisesText } from './traffic-promise';

const compiledWith = (annotations: string, options: Parameters<typeof compile>[1] = {}) => {
  const { slos, diagnostics } = compile([{ file: 'slo.yaml', text: exampleSlo({ annotations }) }], options);
  const [compiled] = slos;
  if (!compiled) throw new Error('it does not compile');
  return { ...compiled, diagnostics };
};

const promised = (annotations: string, eventsPerHour: number) => {
  const { slo, windows } = compiledWith(annotations);
  return promisesText(promisesAt(slo, tiersOf(slo, windows), eventsPerHour));
};

describe('what the alerts of an SLO can tell', () => {
  it('is everything soon where there is traffic', () =>
    expect(promised('sightline.dev/min-bad-events: by-traffic', 100_000)).toBe(
      'everything failing is told after 52s (page), every other event after 1m44s (page), one in ten after 9m (page), one in fifty after 43m (page)',
    ));

  it('waits for the failures themselves where there is little', () =>
    expect(promised('sightline.dev/min-bad-events: by-traffic', 10)).toBe(
      'everything failing is told after 12m (page), every other event after 24m (page), one in ten after 2h (page), one in fifty after 10h (ticket)',
    ));

  it('is less with a fixed number of them', () =>
    expect(promised('sightline.dev/min-bad-events: "5"', 1)).toBe(
      'everything failing is told after 5h (page), every other event after 10h (ticket), one in ten after 2d2h (ticket), one in fifty never',
    ));

  it('is said of the traffic that is known, with what would help', () => {
    const { diagnostics } = compiledWith('sightline.dev/min-bad-events: "5"', { traffic: 1 });
    expect(diagnostics).toEqual([
      expect.objectContaining({
        code: 'traffic',
        severity: 'warning',
        reason: expect.stringMatching(/^at 1 event an hour everything failing is told after 5h .* one in fifty never$/),
        hint: expect.stringMatching(/by-traffic.*prober/),
      }),
    ]);
    const busy = compiledWith('sightline.dev/min-bad-events: by-traffic', { traffic: 10_000 });
    expect(busy.diagnostics).toEqual([expect.objectContaining({ code: 'traffic', severity: 'info' })]);
    expect(compiledWith('sightline.dev/min-bad-events: by-traffic').diagnostics).toEqual([]);
  });

  it('is part of the explanation, with how many are enough', () => {
    const text = explain(compiledWith('sightline.dev/min-bad-events: by-traffic'), [10]);
    expect(text).toContain('A page takes 2 bad of at most 148, 3 of 436, 4 of 823, 5 of more in the long window');
    expect(text).toContain('At 10 events an hour everything failing is told after 12m (page)');
  });
});
