import { explain } from '../compiler/explain';
import { compileSloFiles, eventsPerHour, type SloFileOptions, type SloFileResult } from './slo-files';

/** `slo explain`: what an SLO promises, and when which alert would fire, in words. */
export function explainCommand(files: readonly string[], options: SloFileOptions = {}): SloFileResult {
  // What the traffic carries is part of the explanation.
  const { traffic, ...others } = options;
  const { compilation, ...result } = compileSloFiles(files, others);
  const asked = traffic === undefined ? undefined : [eventsPerHour(traffic)];
  return { ...result, output: compilation.slos.map((each) => explain(each, asked)).join('\n\n') };
}
