import type { Trace } from '@sightline/stores';
import { criticalPath, spanTree } from '@sightline/stores';
import type { Hyperlink } from '../terminal/hyperlink';
import type { Paint } from '../terminal/paint';
import { linesOnly } from './lines-only';
import { Rows } from './rows';
import { summary } from './summary';

export interface TraceViewOptions {
  /** Of the terminal, in characters. */
  readonly width: number;
  readonly paint: Paint;
  /** Where else the trace can be looked at: name and address. */
  readonly links?: Readonly<Record<string, string>>;
  readonly hyperlink?: Hyperlink;
}

/** One trace for a terminal: what failed, where the time went, then every span on one time axis with its log lines. */
export function traceView(trace: Trace, { width, paint, links = {}, hyperlink }: TraceViewOptions): string {
  if (trace.spans.length === 0) return linesOnly(trace, { width, paint });
  const tree = spanTree(trace);
  const path = tree.roots.flatMap(criticalPath);
  const rows = new Rows({ trace, tree, path, width, paint });
  const addresses = Object.entries(links).map(([name, address]) =>
    paint('dim', hyperlink ? hyperlink(name, address) : `${name}: ${address}`),
  );
  return [...summary({ trace, tree, path, paint, width }), '', ...rows.lines(), '', ...addresses]
    .map((line) => line.trimEnd())
    .join('\n')
    .trimEnd();
}
