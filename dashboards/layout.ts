import type { GridPos, Panel, RowPanel } from '@grafana/grafana-foundation-sdk/dashboard';
import { defaultRowPanel } from '@grafana/grafana-foundation-sdk/dashboard';

/** A panel that takes more of its line than the others. */
export interface Weighted {
  readonly panel: Panel;
  readonly weight: number;
}

/** Panels side by side. They share the width by weight (1 unless said otherwise); the tallest kind gives the height. */
export type Line = readonly (Panel | Weighted)[];

export interface Row {
  readonly title: string;
  readonly lines: readonly Line[];
}

/** `wide(panel)` is twice as wide as its neighbours. */
export const wide = (panel: Panel, weight = 2): Weighted => ({ panel, weight });

/** Grafana's grid has 24 columns; a unit of height is about 38 pixels. */
const columns = 24;
const heights: Readonly<Record<string, number>> = { stat: 4, text: 4, logs: 11, nodeGraph: 11 };
const usualHeight = 8;

/** Gives every row and panel its place and its id: a dashboard itself holds no coordinate. */
export function arrange(rows: readonly Row[]): (Panel | RowPanel)[] {
  const placed: (Panel | RowPanel)[] = [];
  let y = 0;
  const nextId = () => placed.length + 1;
  for (const row of rows) {
    placed.push({ ...defaultRowPanel(), title: row.title, id: nextId(), gridPos: { x: 0, y, w: columns, h: 1 } });
    y += 1;
    for (const line of row.lines) {
      const members = line.map((member) => ('panel' in member ? member : { panel: member, weight: 1 }));
      const h = Math.max(...members.map(({ panel }) => heights[panel.type] ?? usualHeight));
      for (const [panel, gridPos] of spread(members, { y, h })) placed.push({ ...panel, id: nextId(), gridPos });
      y += h;
    }
  }
  return placed;
}

/** Cuts at rounded cumulative shares, so that a line always fills the grid to its last column. */
function* spread(members: readonly Weighted[], { y, h }: { y: number; h: number }): Generator<[Panel, GridPos]> {
  const whole = members.reduce((sum, { weight }) => sum + weight, 0);
  const cut = (weight: number) => Math.round((weight / whole) * columns);
  let before = 0;
  for (const { panel, weight } of members) {
    const x = cut(before);
    before += weight;
    yield [panel, { x, y, w: cut(before) - x, h }];
  }
}
