import { explain } from '../compiler/explain';
import { compileSloFiles, type SloFileOptions, type SloFileResult } from './slo-files';

/** `slo explain`: what an SLO promises, and when which alert would fire, in words. */
export function explainCommand(files: readonly string[], options: SloFileOptions = {}): SloFileResult {
  const { compilation, ...result } = compileSloFiles(files, options);
  return { ...result, output: compilation.slos.map(explain).join('\n\n') };
}
