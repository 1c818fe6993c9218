import type { LineLabels } from '../labels/line-labels';
import type { Hints } from './hints';

/** A line on its way through a pipeline. */
export interface Line {
  text: string;
  readonly labels: LineLabels;
  readonly timeUnixNano: bigint;
  /** The labels that parsers have found so far. */
  readonly found: Set<string>;
  readonly hints: Hints;
}

/** Changes the line; false: it is left out. */
export type LineStage = (line: Line) => boolean;

/** Sets a parsed label under the name that is free for it, once. */
export function extract(line: Line, name: string, value: string): void {
  const label = line.labels.isTaken(name) ? `${name}_extracted` : name;
  if (!line.hints.wants(label) || line.found.has(label)) return;
  setParsed(line, label, value);
}

export function setParsed(line: Line, label: string, value: string): void {
  line.labels.set(label, value);
  line.found.add(label);
}

/** Marks the line as one that a parser could not read. */
export function failToParse(line: Line, error: string, details?: string): void {
  line.labels.fail(error, details);
  if (line.hints.keepsError) line.labels.set('__preserve_error__', 'true');
}
