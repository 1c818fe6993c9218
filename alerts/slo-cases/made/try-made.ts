import { duration, formatDuration, labelName } from '@sightline/promql';
import { compile } from '../../compiler/compile';
import { type Diagnostic, formatDiagnostic, hasErrors } from '../../compiler/diagnostics';
import { writeRulesFile } from '../../compiler/write/rules-file';
import { type Trial, tryRules } from '../../rule-tests/promtool-batch';
import { writeRuleTests } from '../../rule-tests/promtool-file';
import { type MadeSlo, writeMadeSlo } from './made-slo';
import { asked, samples, seriesOf, step, truthOf } from './made-world';

export interface Tried {
  readonly compiled: number;
  readonly refused: number;
  /** What went wrong, with the file. */
  readonly failures: readonly string[];
}

/**
 * Compiles made SLO files. What is refused must say where, why and what to do; what compiles must be accepted by promtool, be evaluated
 * without an error, and give the right ratio within a hundredth.
 */
export async function tryMadeSlos(promtool: string, slos: readonly MadeSlo[]): Promise<Tried> {
  const failures: string[] = [];
  const trials: Trial[] = [];
  let refused = 0;
  slos.forEach((made, index) => {
    const text = writeMadeSlo(made);
    const options = { dialect: made.dialect, period: duration(made.period) };
    const { diagnostics, slos: compiled } = compile([{ file: 'made.yaml', text }], options);
    const [slo] = compiled;
    if (hasErrors(diagnostics)) {
      refused++;
      const mute = diagnostics.filter((each) => !isWhole(each));
      if (mute.length > 0 || made.spoiler === 'nothing')
        failures.push(`refused: ${diagnostics.map(formatDiagnostic).join('\n')}\n${text}`);
    } else if (slo)
      trials.push({
        name: `${index}: ${made.behaviour}, ${made.style}, ${JSON.stringify(made.rates)}\n${text}`,
        rules: writeRulesFile(slo.groups),
        test: (rules) =>
          testOf(made, rules, {
            order: slo.groups.map(({ name }) => name),
            windows: [formatDuration(slo.windows.page.quick.long)],
          }),
      });
    else failures.push(`neither refused nor compiled:\n${text}`);
  });
  const problems = await tryRules(promtool, trials);
  for (const [name, problem] of problems) failures.push(`${problem}\n${name}`);
  return { compiled: trials.length, refused, failures };
}

const isWhole = ({ severity, file, line, reason, hint }: Diagnostic) =>
  severity !== 'error' || (file !== '' && line !== undefined && reason !== '' && hint !== '');

function testOf(
  made: MadeSlo,
  rules: string,
  { order, windows }: { order: readonly string[]; windows: readonly string[] },
): string {
  const expressions = truthOf(made).flatMap(({ group, ratio }) =>
    windows.map((window) => {
      const filter = group === undefined ? '' : `{${labelName(made.group ?? '')}="${group}"}`;
      const series = `slo:sli_error:ratio_rate${window}${filter}`;
      return {
        expr: `${ratio === undefined ? `count(${series})` : `count(abs(${series} - ${ratio}) <= ${ratio / 100})`} or vector(0)`,
        at: asked * duration('1m'),
        value: ratio === undefined ? 0 : 1,
      };
    }),
  );
  return writeRuleTests({
    rules,
    evaluation: duration('1m'),
    interval: step * duration('1s'),
    groupOrder: order,
    tests: [{ name: `${samples} samples`, series: seriesOf(made), expressions }],
  });
}
