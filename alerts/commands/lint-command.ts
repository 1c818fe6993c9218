import { compileSloFiles, type SloFileOptions, type SloFileResult } from './slo-files';

/** `slo lint`: all that is wrong or doubtful, at once. */
export function lintCommand(files: readonly string[], options: SloFileOptions = {}): SloFileResult {
  const { compilation, ...result } = compileSloFiles(files, options);
  const count = compilation.slos.length;
  return { ...result, output: `${count} ${count === 1 ? 'SLO is' : 'SLOs are'} in order` };
}
