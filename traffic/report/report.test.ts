import { describe, expect, it } from 'vitest';
import { madeRun } from '../testing/made-run';
import { html } from './html';
import { page } from './page';
import { reportOn } from './report';

const baseline = madeRun({ sent: 1000, failed: 200, seconds: 20, p95: 900 });
const optimised = madeRun({ sent: 12_000, seconds: 20, p95: 12 });
const report = reportOn([
  { name: 'baseline', run: baseline },
  { name: 'optimised', run: optimised },
]);

describe('a report', () => {
  it('says of every target who meets it', () => {
    expect(report.targets.map(({ name, results }) => [name, ...results.map(({ passes }) => passes)])).toEqual([
      ['Throughput at the peak', false, true],
      ['Latency, p95', false, true],
      ['Latency at the peak, p95', false, true],
      ['Errors', false, true],
      ['Availability', false, true],
    ]);
  });

  it('passes when the last run does', () => {
    expect(report.passes).toBe(true);
    expect(reportOn([{ name: 'baseline', run: baseline }]).passes).toBe(false);
  });

  it('measures throughput by good answers alone, in the best ten seconds', () => {
    const [throughput] = reportOn([{ name: 'baseline', run: baseline }]).targets;
    expect(throughput?.results[0]?.measured).toBe(40);
  });

  it('measures the latency at the peak where most was answered well', () => {
    const quiet = madeRun({ sent: 50, seconds: 10, p95: 2 });
    const rush = madeRun({ sent: 5_000, seconds: 10, p95: 70 });
    const perSecond = [...quiet.perSecond, ...rush.perSecond, ...quiet.perSecond];
    const measured = reportOn([{ name: 'run', run: { ...quiet, perSecond } }]).targets[2]?.results[0]?.measured;
    expect(measured).toBeGreaterThanOrEqual(70);
    expect(measured).toBeLessThan(80);
  });

  it.each([
    [499, false],
    [500, true],
  ])('takes %i requests/s as met: %s', (rate, met) => {
    const [throughput] = reportOn([{ name: 'run', run: madeRun({ sent: rate * 10, seconds: 10 }) }]).targets;
    expect(throughput?.results[0]?.passes).toBe(met);
  });
});

describe('its page', () => {
  const text = page(report);

  it('needs nothing from anywhere: no script, no style sheet, no picture, no font', () => {
    expect(text).not.toMatch(/<script|<link|<img|@import|src=|url\((?!#)/);
  });

  it('draws rate, latency, heat map and distribution of both runs', () => {
    expect(text.match(/<svg/g)).toHaveLength(1 + 2 * 3);
    expect(text).not.toContain('NaN');
  });

  it('links nothing where there is no place to look at traces', () => {
    expect(text).toContain('0a1b2c3d0a1b2c3d0a1b2c3d0a1b2c3d');
    expect(text).not.toContain('<a ');
  });

  it('shows the traces that the run kept, where a store has forgotten them', () => {
    const id = '0a1b2c3d'.repeat(4);
    const kept = page(reportOn([{ name: 'run', run: { ...optimised, traces: { [id]: '└GET /products <order>' } } }]));
    expect(kept).toContain(`<summary class="code">${id}</summary><pre>└GET /products &lt;order&gt;</pre>`);
    expect(text).not.toContain('<details');
  });

  it('takes what a run says as text, never as markup', () => {
    expect(html`<p title="${'"'}">${'<b>&'}${[html`<i>${1}</i>`]}</p>`.text).toBe(
      '<p title="&quot;">&lt;b&gt;&amp;<i>1</i></p>',
    );
  });
});
