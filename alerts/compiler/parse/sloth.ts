import { defaultInstanceLabel } from '../conventions';
import type { Milliseconds } from '../durations';
import type { AlertMeta, Sli, Slo, TierName, Urgency } from '../model';
import { urgencyOf } from '../model';
import type { Labels } from '../rules';
import { defaultSeverities, defaultTiers } from './annotations';
import { checkShape } from './check-shape';
import { defaultAlertName } from './naming';
import { hasWindow, promqlProblem } from './quantity';
import { Reporter } from './reporter';
import { type SlothSpec, slothSchema, unsupportedSlothKeys } from './sloth-schema';
import { type Path, printPath, type YamlDocument } from './yaml-source';

type SlothSlo = SlothSpec['slos'][number];

/** A Sloth file as it is. Keys Sloth would ignore are warned about. */
export function readSloth(document: YamlDocument, period: Milliseconds): { slos: Slo[]; reporter: Reporter } {
  const reporter = new Reporter(document);
  const { value: spec, diagnostics } = checkShape(slothSchema, document, {
    unsupported: unsupportedSlothKeys,
    unknownKeys: 'warning',
  });
  reporter.diagnostics.push(...diagnostics);
  const slos = (spec?.slos ?? []).flatMap((slo, index): Slo[] => {
    const path: Path = ['slos', index];
    const sli = readSli(slo, path, reporter);
    return spec && sli ? [toModel(spec, slo, sli, { period, path, document })] : [];
  });
  return { slos, reporter };
}

function readSli({ sli }: SlothSlo, path: Path, reporter: Reporter): Sli | undefined {
  const query = (text: string, at: Path) => {
    const problem = hasWindow(text)
      ? promqlProblem(text)
      : { reason: 'the query does not hold {{.window}}', hint: 'Write the range as [{{.window}}].' };
    return problem ? reporter.add({ code: 'promql', path: at, ...problem }) : text;
  };
  const { events, raw } = sli;
  if (!events === !raw)
    return reporter.add({
      code: 'indicator',
      path: [...path, 'sli'],
      reason: 'exactly one of events and raw is needed',
      hint: 'Give error_query and total_query under events.',
    });
  if (raw) {
    const ratio = query(raw.error_ratio_query, [...path, 'sli', 'raw', 'error_ratio_query']);
    return ratio === undefined ? undefined : { kind: 'ratio', ratio, means: 'failure' };
  }
  const bad = query(events?.error_query ?? '', [...path, 'sli', 'events', 'error_query']);
  const total = query(events?.total_query ?? '', [...path, 'sli', 'events', 'total_query']);
  if (bad === undefined || total === undefined) return undefined;
  if (bad === total)
    return reporter.add({
      code: 'indicator',
      path: [...path, 'sli', 'events'],
      reason: 'error_query and total_query are the same',
      hint: 'Every event would be bad: correct one of them.',
    });
  return { kind: 'bad', bad: { kind: 'template', text: bad }, total: { kind: 'template', text: total } };
}

function toModel(
  spec: SlothSpec,
  slo: SlothSlo,
  sli: Sli,
  at: { period: Milliseconds; path: Path; document: YamlDocument },
): Slo {
  const { alerting } = slo;
  const alerts: Partial<Record<Urgency, AlertMeta>> = {
    ...(!alerting.page_alert.disable && { page: merge(alerting, alerting.page_alert) }),
    ...(!alerting.ticket_alert.disable && { ticket: merge(alerting, alerting.ticket_alert) }),
  };
  const enabled = (tier: TierName) => alerts[urgencyOf(tier)] !== undefined;
  return {
    id: `${spec.service}-${slo.name}`,
    name: slo.name,
    service: spec.service,
    serviceTitle: spec.service,
    description: slo.description ?? slo.name,
    objective: slo.objective,
    period: at.period,
    budgeting: { method: 'occurrences' },
    sli,
    labels: { ...spec.labels, ...slo.labels },
    groupBy: [],
    instanceLabel: defaultInstanceLabel,
    alertName: alerting.name ?? defaultAlertName(`${spec.service}-${slo.name}`),
    alerts,
    severities: defaultSeverities,
    tiers: defaultTiers.filter(enabled),
    conditions: [],
    noData: 'ignore',
    maintenance: [],
    origin: {
      file: at.document.file,
      line: at.document.lineOf(at.path),
      spec: 'prometheus/v1',
      path: printPath(at.path),
      lineOf: (path: Path) => at.document.lineOf([...at.path, ...path]),
    },
  };
}

const merge = (
  common: { labels: Labels; annotations: Labels },
  own: { labels: Labels; annotations: Labels },
): AlertMeta => ({
  labels: { ...common.labels, ...own.labels },
  annotations: { ...common.annotations, ...own.annotations },
});
