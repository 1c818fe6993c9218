import type { Diagnostic } from '../diagnostics';
import type { RuleContext } from '../dialect';
import type { Slo } from '../model';
import type { Finding } from '../parse/reporter';
import { tiersOf } from '../windows/tiers';
import { alertsDiffer } from './alerts-differ';
import { thresholdsAreBuckets } from './buckets';
import { identityIsUnique } from './duplicate';
import { groupsAreKept } from './group-by';
import { metricsExist } from './known-metrics';
import type { Lint, LintSubject } from './lint';
import { labelsAreFree, namesAreSafe } from './names';
import { objectiveLeavesBudget } from './objective';
import { partsAreProven } from './part-of-total';
import { periodIsRetained } from './retention';
import { severitiesAreRouted } from './routes';
import { windowsHoldSamples } from './short-windows';
import { oneEventDoesNotPage } from './single-event';
import { methodsFitTogether } from './slices';
import { slothCanSayIt } from './sloth-subset';
import { templatesAreTemplates } from './templates';
import { trafficCarriesIt } from './traffic';
import { tiersCanFire } from './unreachable-tier';

/** Every check of an SLO that could be read. To add one, write it in a file of its own and list it here. */
export const lints: readonly Lint[] = [
  namesAreSafe,
  labelsAreFree,
  alertsDiffer,
  identityIsUnique,
  objectiveLeavesBudget,
  tiersCanFire,
  oneEventDoesNotPage,
  periodIsRetained,
  metricsExist,
  thresholdsAreBuckets,
  methodsFitTogether,
  windowsHoldSamples,
  severitiesAreRouted,
  partsAreProven,
  groupsAreKept,
  templatesAreTemplates,
  trafficCarriesIt,
  slothCanSayIt,
];

/** What the checks say about each SLO. */
export function validate(
  contexts: readonly RuleContext[],
  settings: Pick<LintSubject, 'dialect' | 'scale' | 'scrape' | 'retention' | 'catalogue' | 'traffic'>,
): Map<Slo, Diagnostic[]> {
  const count = new Map<string, number>();
  for (const { slo } of contexts) count.set(slo.id, (count.get(slo.id) ?? 0) + 1);
  return new Map(
    contexts.map((context) => {
      const { slo, windows } = context;
      const subject: LintSubject = {
        ...context,
        ...settings,
        tiers: tiersOf(slo, windows),
        namesakes: (count.get(slo.id) ?? 1) - 1,
      };
      return [slo, lints.flatMap((lint) => lint(subject)).map((finding) => place(slo, finding))];
    }),
  );
}

function place({ origin }: Slo, { path, severity = 'error', ...finding }: Finding): Diagnostic {
  const at = path.length > 0 ? origin.placeOf(path) : { line: origin.line, path: origin.path };
  return { severity, file: origin.file, ...at, ...finding };
}
