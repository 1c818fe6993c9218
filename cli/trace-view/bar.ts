import type { Segment } from '@sightline/stores';
import { endOf, type Span } from '@sightline/stores';
import { cellsOf, type TimeAxis } from './time-axis';

const glyph = { critical: '█', beside: '░', waiting: '┄' } as const;

export const legend = `${glyph.critical} critical path  ${glyph.beside} beside it  ${glyph.waiting} waited for`;

/** A span's bar: full where the trace waited for it, shaded where it ran beside, dotted where it was waited for to begin. */
export function bar(span: Span, segments: readonly Segment[], axis: TimeAxis): string {
  const line = new Array<string>(axis.cells).fill(' ');
  const draw = (from: bigint, to: bigint, mark: string) => {
    const cells = cellsOf(axis, from, to);
    line.fill(mark, cells.from, cells.to);
  };
  for (const wait of segments.filter(({ waiting }) => waiting)) {
    draw(wait.fromUnixNano, wait.toUnixNano, glyph.waiting);
  }
  draw(span.startUnixNano, endOf(span), glyph.beside);
  for (const run of segments.filter(({ waiting }) => !waiting)) draw(run.fromUnixNano, run.toUnixNano, glyph.critical);
  return line.join('');
}
