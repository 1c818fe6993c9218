import { type LogLine, lastEnd, type Span, type Trace } from '../backends';
import { duration } from '../terminal/duration';
import type { Paint } from '../terminal/paint';
import { fitted, plainText } from '../terminal/plain-text';
import { bar } from './bar';
import type { Segment } from './critical-path';
import { type Note, notes } from './notes';
import { spanTitle } from './span-title';
import type { SpanNode, SpanTree } from './span-tree';
import { type TimeAxis, ticks } from './time-axis';

type Colour = 'cyan' | 'magenta' | 'yellow' | 'blue' | 'green';
const serviceColours: readonly Colour[] = ['cyan', 'magenta', 'yellow', 'blue', 'green'];

interface RowsOptions {
  readonly trace: Trace;
  readonly tree: SpanTree;
  readonly path: readonly Segment[];
  readonly width: number;
  readonly paint: Paint;
}

const durationWidth = 9;

interface Branches {
  readonly fork: string;
  readonly last: string;
  readonly pass: string;
  readonly none: string;
}
const wideBranches: Branches = { fork: '├─', last: '└─', pass: '│ ', none: '  ' };
/** For deep traces on narrow terminals. */
const narrowBranches: Branches = { fork: '├', last: '└', pass: '│', none: ' ' };

/** The lines of the tree: each span with its bar, its notes, and its log lines among its children. */
export class Rows {
  readonly #tree: SpanTree;
  readonly #paint: Paint;
  readonly #width: number;
  readonly #nameWidth: number;
  readonly #serviceWidth: number;
  readonly #branches: Branches;
  readonly #axis: TimeAxis;
  readonly #segments = new Map<string, Segment[]>();
  readonly #colours = new Map<string, Colour>();
  readonly #lines: string[] = [];

  constructor({ trace, tree, path, width, paint }: RowsOptions) {
    const services = [...new Set(trace.spans.map(({ service }) => service))];
    services.forEach((service, index) => {
      this.#colours.set(service, serviceColours[index % serviceColours.length] ?? 'cyan');
    });
    for (const segment of path) {
      const known = this.#segments.get(segment.span.spanId) ?? [];
      this.#segments.set(segment.span.spanId, [...known, segment]);
    }
    this.#tree = tree;
    this.#paint = paint;
    this.#width = width;
    this.#serviceWidth = Math.min(16, Math.max(...services.map(({ length }) => length)));
    const tops = [...tree.roots, ...tree.orphans];
    const most = Math.floor(width * 0.42);
    this.#branches = widestName(tops, wideBranches) > most ? narrowBranches : wideBranches;
    this.#nameWidth = Math.min(most, widestName(tops, this.#branches));
    const startUnixNano = trace.spans[0]?.startUnixNano ?? 0n;
    this.#axis = {
      startUnixNano,
      lengthNano: Number(lastEnd(trace.spans) - startUnixNano),
      cells: Math.max(10, width - this.#nameWidth - this.#serviceWidth - durationWidth - 4),
    };
  }

  lines(): string[] {
    const indent = ' '.repeat(this.#nameWidth + this.#serviceWidth + durationWidth + 4);
    this.#lines.push(this.#paint('dim', indent + ticks(this.#axis)));
    for (const root of this.#tree.roots) this.#branch(root, { lead: '', rest: '' });
    if (this.#tree.orphans.length > 0) {
      this.#lines.push('', this.#paint('yellow', '⚠ under a span that was never stored:'));
      for (const orphan of this.#tree.orphans) this.#branch(orphan, { lead: '', rest: '' });
    }
    if (this.#tree.strayLogs.length > 0) {
      this.#lines.push('', this.#paint('dim', 'log lines outside any of these spans:'));
      for (const line of this.#tree.strayLogs) this.#log(line, '');
    }
    return this.#lines;
  }

  #branch(node: SpanNode, { lead, rest }: { lead: string; rest: string }, parent?: SpanNode) {
    this.#span(node.span, lead);
    const { fork, last, pass, none } = this.#branches;
    const below = rest + (node.children.length > 0 ? pass : none);
    for (const note of notes(node, parent)) this.#note(note, below);
    const logs = [...node.logs];
    node.children.forEach((child, index) => {
      while (logs[0] && logs[0].timeUnixNano <= child.span.startUnixNano) this.#log(logs.shift() as LogLine, below);
      const isLast = index === node.children.length - 1;
      this.#branch(child, { lead: rest + (isLast ? last : fork), rest: rest + (isLast ? none : pass) }, node);
    });
    for (const line of logs) this.#log(line, rest + none);
  }

  #span(span: Span, lead: string) {
    const segments = this.#segments.get(span.spanId) ?? [];
    const isCritical = segments.some(({ waiting }) => !waiting);
    const colour = span.status === 'error' ? 'red' : (this.#colours.get(span.service) ?? 'cyan');
    const name = fitted(lead + spanTitle(span), this.#nameWidth).padEnd(this.#nameWidth);
    const service = fitted(span.service, this.#serviceWidth).padEnd(this.#serviceWidth);
    this.#lines.push(
      [
        this.#paint('dim', name.slice(0, lead.length)) +
          this.#paint(isCritical ? [colour, 'bold'] : colour, name.slice(lead.length)),
        this.#paint(colour, service),
        duration(span.durationNano).padStart(durationWidth),
        this.#paint(colour, bar(span, segments, this.#axis)),
      ].join(' '),
    );
  }

  #note({ sort, text }: Note, below: string) {
    const mark = { failure: '✗', handover: '⇢', retry: '↻', clock: '⚠' }[sort];
    const colour = ({ failure: 'red', handover: 'dim', retry: 'yellow', clock: 'yellow' } as const)[sort];
    this.#text(below, `${mark} ${plainText(text)}`, colour);
  }

  #log({ timeUnixNano, service, level, message }: LogLine, below: string) {
    const offset = duration(Number(timeUnixNano - this.#axis.startUnixNano));
    const colour = level === 'error' || level === 'fatal' ? 'red' : level === 'warn' ? 'yellow' : 'dim';
    const writer = this.#tree.roots.length === 0 || below === '' ? `${service} ` : '';
    this.#text(below, `· +${offset} ${level} ${writer}${plainText(message)}`, colour);
  }

  #text(below: string, text: string, colour: 'red' | 'yellow' | 'dim') {
    this.#lines.push(this.#paint('dim', below) + this.#paint(colour, fitted(text, this.#width - below.length)));
  }
}

function widestName(nodes: readonly SpanNode[], branches: Branches, depth = 0): number {
  const widths = nodes.map(({ span, children }) =>
    Math.max(depth * branches.fork.length + spanTitle(span).length, widestName(children, branches, depth + 1)),
  );
  return Math.max(0, ...widths);
}
