import type { LogLine, Segment, Span, SpanNode, SpanTree, Trace } from '@sightline/stores';
import { plainText } from '@sightline/stores';
import { duration } from '../terminal/duration';
import { fitted } from '../terminal/fitted';
import type { Paint } from '../terminal/paint';
import { bar, legend } from './bar';
import { type Layout, layoutOf } from './layout';
import { type Note, notes } from './notes';
import { spanTitle } from './span-title';
import { ticks } from './time-axis';

type Colour = 'cyan' | 'magenta' | 'yellow' | 'blue' | 'green';
const serviceColours: readonly Colour[] = ['cyan', 'magenta', 'yellow', 'blue', 'green'];

interface RowsOptions {
  readonly trace: Trace;
  readonly tree: SpanTree;
  readonly path: readonly Segment[];
  readonly width: number;
  readonly paint: Paint;
}

/** The lines of the tree: each span with its bar, its notes, and its log lines among its children. */
export class Rows {
  readonly #tree: SpanTree;
  readonly #paint: Paint;
  readonly #layout: Layout;
  readonly #segments = new Map<string, Segment[]>();
  readonly #colours = new Map<string, Colour>();
  readonly #lines: string[] = [];

  constructor({ trace, tree, path, width, paint }: RowsOptions) {
    this.#tree = tree;
    this.#paint = paint;
    this.#layout = layoutOf(trace, tree, width);
    for (const { service } of trace.spans) {
      const next = serviceColours[this.#colours.size % serviceColours.length] ?? 'cyan';
      if (!this.#colours.has(service)) this.#colours.set(service, next);
    }
    for (const segment of path) {
      const known = this.#segments.get(segment.span.spanId) ?? [];
      this.#segments.set(segment.span.spanId, [...known, segment]);
    }
  }

  lines(): string[] {
    this.#head();
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

  #head() {
    const { name, service, duration: time, axis } = this.#layout;
    const room = name + service + time + 3;
    this.#lines.push(this.#paint('dim', `${fitted(legend, room).padEnd(room)}${ticks(axis)}`));
  }

  #branch(node: SpanNode, { lead, rest }: { lead: string; rest: string }, parent?: SpanNode) {
    this.#span(node.span, lead);
    const { fork, last, pass, none } = this.#layout.branches;
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
    const { name: nameWidth, service: serviceWidth, duration: durationWidth, axis } = this.#layout;
    const name = fitted(lead + spanTitle(span), nameWidth).padEnd(nameWidth);
    const service = fitted(span.service, serviceWidth).padEnd(serviceWidth);
    this.#lines.push(
      [
        this.#paint('dim', name.slice(0, lead.length)) +
          this.#paint(isCritical ? [colour, 'bold'] : colour, name.slice(lead.length)),
        this.#paint(colour, service),
        duration(span.durationNano).padStart(durationWidth),
        this.#paint(colour, bar(span, segments, axis)),
      ].join(' '),
    );
  }

  #note({ sort, text }: Note, below: string) {
    const mark = { failure: '✗', handover: '⇢', retry: '↻', clock: '⚠' }[sort];
    const colour = ({ failure: 'red', handover: 'dim', retry: 'yellow', clock: 'yellow' } as const)[sort];
    this.#text(below, `${mark} ${plainText(text)}`, colour);
  }

  #log({ timeUnixNano, service, level, message }: LogLine, below: string) {
    const offset = duration(Number(timeUnixNano - this.#layout.axis.startUnixNano));
    const colour = level === 'error' || level === 'fatal' ? 'red' : level === 'warn' ? 'yellow' : 'dim';
    const writer = this.#tree.roots.length === 0 || below === '' ? `${service} ` : '';
    this.#text(below, `· +${offset} ${level} ${writer}${plainText(message)}`, colour);
  }

  #text(below: string, text: string, colour: 'red' | 'yellow' | 'dim') {
    this.#lines.push(this.#paint('dim', below) + this.#paint(colour, fitted(text, this.#layout.width - below.length)));
  }
}
