import { describe, expect, it } from 'vitest';
import { plainPaint } from '../terminal/paint';
import { arrived, type Finding } from './finding';
import { diagnosisText } from './report';

const limits = { expectedMs: 1000, withinMs: 5000 };
const about = (ms: number, seen: boolean) =>
  arrived('logs of order', { ms, seen, limits, detail: 'lines', next: 'the log' });

describe('a finding', () => {
  it('tells what came in time, what came late, and what never came', () => {
    expect(about(200, true).state).toBe('ok');
    expect(about(3000, true)).toMatchObject({ state: 'slow', next: 'the log' });
    expect(about(5000, false)).toMatchObject({ state: 'broken', next: 'the log' });
  });
});

describe('a diagnosis', () => {
  const text = (...findings: Finding[]) => {
    const healthy = findings.every(({ state }) => state === 'ok' || state === 'slow');
    return diagnosisText({ healthy, findings }, plainPaint);
  };

  it('names the first broken hop and what to look at next', () => {
    const skipped: Finding = { hop: 'trace: bank called', state: 'skipped', detail: 'hangs under "bank asked"' };
    expect(text(about(1, true), { ...about(1, false), hop: 'exemplar' }, skipped)).toContain(
      'Broken at "exemplar": lines\nLook next at the log',
    );
  });

  it('does not take slow for broken', () => {
    expect(text(about(3000, true))).toContain('Whole, but slow: logs of order');
  });

  it('counts what could not be proved, and does not call it there', () => {
    const skipped: Finding = { hop: 'metrics moved', state: 'skipped', detail: 'the platform has no metrics' };
    const healthy = diagnosisText({ healthy: true, findings: [about(1, true), skipped] }, plainPaint);
    expect(healthy).toContain('Whole, but for 1 that could not be proved: metrics moved');
    expect(healthy).not.toContain('every hop');
  });

  it('says so when all is there', () => {
    expect(text(about(1, true))).toContain('Whole: every hop is there, in all three signals');
  });
});
