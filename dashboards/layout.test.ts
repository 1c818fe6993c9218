import { defaultPanel, type Panel } from '@grafana/grafana-foundation-sdk/dashboard';
import { describe, expect, it } from 'vitest';
import { arrange, wide } from './layout';

const panel = (title: string, type = 'timeseries'): Panel => ({ ...defaultPanel(), title, type });
const places = (...args: Parameters<typeof arrange>) => arrange(...args).map(({ title, gridPos }) => [title, gridPos]);

describe('the layout', () => {
  it('shares a line equally between its panels, under the title of the row', () => {
    expect(places([{ title: 'Row', lines: [[panel('a'), panel('b'), panel('c')]] }])).toEqual([
      ['Row', { x: 0, y: 0, w: 24, h: 1 }],
      ['a', { x: 0, y: 1, w: 8, h: 8 }],
      ['b', { x: 8, y: 1, w: 8, h: 8 }],
      ['c', { x: 16, y: 1, w: 8, h: 8 }],
    ]);
  });

  it('fills the grid to its last column when the panels do not divide it', () => {
    const widths = arrange([{ title: 'Row', lines: [Array.from({ length: 7 }, (_, i) => panel(`${i}`))] }])
      .slice(1)
      .map(({ gridPos }) => gridPos?.w ?? 0);
    expect(widths.reduce((sum, w) => sum + w)).toBe(24);
    expect(Math.max(...widths) - Math.min(...widths)).toBeLessThanOrEqual(1);
  });

  it('gives a wide panel twice the width of its neighbour', () => {
    expect(places([{ title: 'Row', lines: [[wide(panel('a')), panel('b')]] }]).slice(1)).toEqual([
      ['a', { x: 0, y: 1, w: 16, h: 8 }],
      ['b', { x: 16, y: 1, w: 8, h: 8 }],
    ]);
  });

  it('makes a line as high as its highest kind, and puts the next one below', () => {
    const rows = [{ title: 'Row', lines: [[panel('a', 'stat'), panel('b', 'logs')], [panel('c', 'stat')]] }];
    expect(places(rows).slice(1)).toEqual([
      ['a', { x: 0, y: 1, w: 12, h: 11 }],
      ['b', { x: 12, y: 1, w: 12, h: 11 }],
      ['c', { x: 0, y: 12, w: 24, h: 4 }],
    ]);
  });

  it('numbers rows and panels without a gap', () => {
    const ids = arrange([
      { title: 'One', lines: [[panel('a')]] },
      { title: 'Two', lines: [[panel('b'), panel('c')]] },
    ]).map(({ id }) => id);
    expect(ids).toEqual([1, 2, 3, 4, 5]);
  });
});
