import type { Stage } from '@sightline/promql/logql';
import { LineLabels } from '../labels/line-labels';
import { Hints } from '../stages/hints';
import type { Line } from '../stages/line';
import { type PreparedStage, prepared } from '../stages/stages';
import type { Entry } from '../victorialogs/entry';

/** The stages of a query, ready for any number of lines. */
export class Pipeline {
  readonly #stages: readonly PreparedStage[];
  readonly #hints: Hints;

  constructor(stages: readonly PreparedStage[], hints: Hints = Hints.everything) {
    this.#stages = stages;
    this.#hints = hints;
  }

  /** What becomes of a line; undefined if it is left out. */
  run({ timeUnixNano, line: text, stream, metadata }: Entry): Line | undefined {
    const line = {
      text,
      labels: new LineLabels(stream, metadata),
      timeUnixNano,
      found: new Set<string>(),
      hints: this.#hints,
    };
    for (const { run } of this.#stages) if (!run(line)) return undefined;
    return line;
  }
}

export const preparedAll = (stages: readonly Stage[]): readonly PreparedStage[] => stages.map(prepared);
