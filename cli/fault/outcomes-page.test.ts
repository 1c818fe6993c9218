import { describe, expect, it } from 'vitest';
import { plainPaint } from '../terminal/paint';
import { component } from '../why';
import { type FaultOutcome, outcomesPage } from './outcomes-page';
import { outcomesText } from './outcomes-text';

const outcome = (fault: string, rest: Partial<FaultOutcome> = {}): FaultOutcome => ({
  fault,
  title: `${fault} done`,
  heldOut: false,
  at: '2026-01-01T12:00:00.000Z',
  truths: [component('bank')],
  named: [component('bank'), component('order')],
  askedAfterMs: 40_200,
  tookMs: 2_900,
  ...rest,
});
const missed = outcome('late', { heldOut: true, named: [component('order')], miss: 'For order spoke "it is slow"' });
const others = { BARO: [component('order'), component('bank')] };

describe('the page of faults', () => {
  it('counts how often the cause was named, of all and of those that were held out', () => {
    const page = outcomesPage([outcome('silent'), missed]);
    expect(page).toContain('| all | 2 | 0.50 | 0.50 | 0.50 |');
    expect(page).toContain('| played first when it was done | 1 | 0.00 | 0.00 | 0.00 |');
    expect(page).toContain('| silent | silent done | bank | order | - | 1 | 40 s | 3 s | yes | 2026-01-01 12:00 |');
  });

  it('explains a miss', () => {
    expect(outcomesPage([missed])).toContain('- late: order instead of bank. For order spoke "it is slow"');
  });

  it('sets other methods beside it, on the faults they were asked about', () => {
    expect(outcomesPage([outcome('silent', { others }), missed])).toContain('| BARO | 1 | 0.00 | 1.00 | 0.80 |');
  });

  it('names what could not be played, and does not count it', () => {
    const page = outcomesPage([outcome('silent'), outcome('disk', { named: [], problem: 'not played: root only' })]);
    expect(page).toContain('| all | 1 | 1.00 |');
    expect(page).toContain('- disk: not played: root only');
  });
});

describe('the table of faults in the terminal', () => {
  it('tells the true cause, what was named and its place', () => {
    expect(outcomesText([missed], plainPaint).split('\n')[1]).toMatch(/^late +component bank +component order +-$/);
  });
});
