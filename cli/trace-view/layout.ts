import type { SpanNode, SpanTree } from '@sightline/stores';
import { lastEnd, type Trace } from '@sightline/stores';
import { spanTitle } from './span-title';
import type { TimeAxis } from './time-axis';

/** The lines that lead from a span to its children. */
export interface Branches {
  readonly fork: string;
  readonly last: string;
  readonly pass: string;
  readonly none: string;
}

const wideBranches: Branches = { fork: '├─', last: '└─', pass: '│ ', none: '  ' };
/** For deep traces on narrow terminals. */
const narrowBranches: Branches = { fork: '├', last: '└', pass: '│', none: ' ' };

/** How the width of the terminal is shared out: name, service, duration, bar, with a blank between. */
export interface Layout {
  readonly width: number;
  readonly name: number;
  readonly service: number;
  readonly duration: number;
  readonly branches: Branches;
  readonly axis: TimeAxis;
}

const durationWidth = 9;
const widestService = 16;
const shareOfNames = 0.42;

export function layoutOf(trace: Trace, tree: SpanTree, width: number): Layout {
  const tops = [...tree.roots, ...tree.orphans];
  const most = Math.floor(width * shareOfNames);
  const branches = widestName(tops, wideBranches) > most ? narrowBranches : wideBranches;
  const name = Math.min(most, widestName(tops, branches));
  const service = Math.min(widestService, Math.max(...trace.spans.map((span) => span.service.length)));
  const startUnixNano = trace.spans[0]?.startUnixNano ?? 0n;
  const lengthNano = Number(lastEnd(trace.spans) - startUnixNano);
  const cells = Math.max(10, width - name - service - durationWidth - 4);
  return { width, name, service, duration: durationWidth, branches, axis: { startUnixNano, lengthNano, cells } };
}

function widestName(nodes: readonly SpanNode[], branches: Branches, depth = 0): number {
  const widths = nodes.map(({ span, children }) =>
    Math.max(depth * branches.fork.length + spanTitle(span).length, widestName(children, branches, depth + 1)),
  );
  return Math.max(0, ...widths);
}
