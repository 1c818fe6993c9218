import { writeRulesFile } from '../compiler/write/rules-file';
import { compileSloFiles, type SloFileOptions, type SloFileResult } from './slo-files';

/** `slo compile`: the rules of all SLOs as one document. Nothing is written when there are errors. */
export function compileCommand(files: readonly string[], options: SloFileOptions = {}): SloFileResult {
  const { compilation, ...result } = compileSloFiles(files, options);
  const groups = compilation.slos.flatMap((slo) => slo.groups);
  return { ...result, output: result.ok ? writeRulesFile(groups, [`From ${files.join(', ')}.`]) : '' };
}
