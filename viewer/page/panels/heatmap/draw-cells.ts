import { config } from '@grafana/runtime';
import type uPlot from 'uplot';
import { palette, shade } from './colors';
import type { Grid } from './grid';
import type { HeatmapOptions } from './heatmap-options';

/** Paints the cells onto the plot's canvas. */
export function drawCells({ ctx, bbox, valToPos }: uPlot, grid: Grid, options: HeatmapOptions): void {
  const colors = palette(options.color, config.theme2);
  const range = rangeOf(grid, options);
  const gap = (options.cellGap ?? 1) * devicePixelRatio;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  for (const { time, low, high, count } of grid.cells) {
    if (!isShown(count, options)) continue;
    const [left, right] = [valToPos(time - grid.stepMs, 'x', true), valToPos(time, 'x', true)];
    const [bottom, top] = [valToPos(low, 'y', true), valToPos(high, 'y', true)];
    ctx.fillStyle = colors[shade(count, range, options.color)] ?? 'transparent';
    ctx.fillRect(left, top, Math.max(1, right - left - gap), Math.max(1, bottom - top - gap));
  }
  ctx.restore();
}

/** The least and the greatest count that has a colour. */
export function rangeOf({ cells }: Grid, options: HeatmapOptions): { min: number; max: number } {
  const counts = cells.map(({ count }) => count).filter((count) => isShown(count, options));
  const extreme = (pick: (a: number, b: number) => number) => counts.reduce((a, b) => pick(a, b), counts[0] ?? 0);
  return { min: options.color.min ?? extreme(Math.min), max: options.color.max ?? extreme(Math.max) };
}

const isShown = (count: number, { filterValues }: HeatmapOptions) =>
  count > (filterValues?.le ?? 0) && count < (filterValues?.ge ?? Number.POSITIVE_INFINITY);
