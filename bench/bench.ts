import type { Command } from 'commander';
import type { Table } from './harness/markdown';

/** What one run of a bench has found out. */
export interface Findings {
  readonly tables: readonly Table[];
  /** What a reader must know to read the tables: one paragraph each, in Markdown. */
  readonly notes: readonly string[];
  /** Whether a control failed (an A/A pair apart, a count that does not add up): the figures are then shown, and marked. */
  readonly doubts: readonly string[];
  /** Every single sample, whatever its form; goes into the JSON alone. */
  readonly samples: unknown;
}

export interface BenchRun<Options> {
  readonly options: Options;
  /** Tells who waits what is done now; never part of the result. */
  readonly say: (line: string) => void;
  /** Aborted by Ctrl-C: a bench ends what it started, and throws. */
  readonly signal: AbortSignal;
}

/** One bench: `npm run bench -- <name> [options]` runs it and writes `docs/measured/<name>.md` and `.json`. */
export interface Bench<Options = Record<string, unknown>> {
  readonly name: string;
  /** One line for the list, and the heading of its table. */
  readonly title: string;
  /** What it does and how long it takes, shown by its `--help`. */
  readonly description: string;
  /** Adds its options to its command. */
  readonly configure?: (command: Command) => Command;
  /** @throws {CannotMeasure} when this machine lacks what it needs. */
  run(context: BenchRun<Options>): Promise<Findings>;
}

/** Makes a bench; its options have the form that `configure` gives them. */
export const defineBench = <Options>(bench: Bench<Options>): Bench => bench as unknown as Bench;

/** This machine cannot measure it; the message says what is missing and what to do. */
export class CannotMeasure extends Error {
  readonly code = 'CANNOT_MEASURE';
}
