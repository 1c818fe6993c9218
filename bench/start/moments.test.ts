import { describe, expect, it } from 'vitest';
import { type Moments, noteMoment } from './moments';

const after = (...lines: readonly (readonly [number, string])[]) => {
  const seen: Moments = {};
  for (const [seconds, line] of lines) noteMoment(seen, line, seconds);
  return seen;
};

describe('what the lines of a start tell', () => {
  it('is when each thing was there', () => {
    expect(
      after(
        [30, '✓ TypeScript               34 s'],
        [74.3, '✓ Order service            ready at http://127.0.0.1:26001 · 24 s'],
        [101, '✓ Viewer                   ready at http://127.0.0.1:26000'],
        [200, 'First followed trace after 199.9 s; its log lines wait for VictoriaLogs, which is still being built'],
        [233.9, ' Together 1074 MB resident'],
        [233.9, 'First correlated trace after 199.9 s; 1074 MB resident'],
      ),
    ).toEqual({ npm: 30, shop: 74.3, page: 101, trace: 199.9, whole: 233.9 });
  });

  it('is nothing while a part is only being made', () => {
    expect(
      after([5, '… Viewer                   building its page · 20 s'], [6, '… Order service   starting']),
    ).toEqual({});
  });
});
