import { type Diagnostic, formatDiagnostic } from '../compiler/diagnostics';
import { checkFormat, type RuleFormatOptions, writeRules } from '../compiler/write/formats';
import { compileSloFiles, InvalidSloOption, labelsOf, type SloFileOptions, type SloFileResult } from './slo-files';

/** The options of `sightline slo compile`, as they are typed. */
export interface CompileFlags extends SloFileOptions, Pick<RuleFormatOptions, 'format' | 'namespace'> {
  /** `key=value`, each. */
  readonly objectLabel?: readonly string[];
}

/**
 * `slo compile`: the rules of all SLOs as one text. Nothing is written when there are errors.
 *
 * @throws {InvalidSloOption} naming the option, what came and what is accepted.
 */
export function compileCommand(files: readonly string[], options: CompileFlags = {}): SloFileResult {
  const { format, namespace, objectLabel, ...others } = options;
  if (namespace !== undefined && !/^[a-zA-Z0-9][\w./-]*$/.test(namespace))
    throw new InvalidSloOption(`--namespace ${namespace} is not accepted: letters, digits, dashes, dots and slashes`);
  const objectLabels = labelsOf('object-label', objectLabel ?? [], /^[A-Za-z0-9][\w./-]*$/);
  const { compilation, ...result } = compileSloFiles(files, others);
  const written = { format, namespace, objectLabels, dialect: others.profile };
  const clashes = checkFormat(compilation.slos, written);
  if (!result.ok || clashes.length > 0) return refused(result, clashes);
  return { ...result, output: writeRules(compilation.slos, [`From ${files.join(', ')}.`], written) };
}

function refused({ report, diagnostics }: Omit<SloFileResult, 'output'>, clashes: readonly Diagnostic[]) {
  const lines = [report, ...clashes.map(formatDiagnostic)].filter((line) => line !== '');
  return { ok: false, output: '', diagnostics: [...diagnostics, ...clashes], report: lines.join('\n') };
}
