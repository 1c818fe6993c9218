import { describe, expect, it } from 'vitest';
import { joined, scoreDetection } from './score-detection';

const fault = { from: 100, to: 160 };
const page = (from: number, to: number) => ({ from, to, pages: true });
const ticket = (from: number, to: number) => ({ from, to, pages: false });

describe('what alerts are worth', () => {
  it('is the time until one fires, and until the last page ends', () => {
    const score = scoreDetection([{ fault, firings: [page(110, 170), ticket(105, 500)] }]);
    expect(score).toMatchObject({ detection: 5, reset: 10, precision: 1, recall: 1 });
  });

  it('is less when they fire for nothing, before a fault or long after it', () => {
    expect(scoreDetection([{ firings: [page(5, 9)] }])).toMatchObject({ precision: 0, notifications: 1 });
    const around = [page(5, 9), page(120, 130), page(300, 310)];
    expect(scoreDetection([{ fault, firings: around }])).toMatchObject({ precision: 1 / 3, recall: 1 });
  });

  it('is less when they are silent', () => {
    expect(scoreDetection([{ fault, firings: [] }])).toEqual({ recall: 0, faults: 1, notifications: 0 });
  });

  it('counts what several alerts tell together, and what comes back at once, as one notification', () => {
    expect(joined([page(120, 140), page(100, 110), ticket(113, 121), page(150, 160)])).toEqual([
      { from: 100, to: 140 },
      { from: 150, to: 160 },
    ]);
  });
});
