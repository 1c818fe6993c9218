import type { Milliseconds } from '@sightline/promql';
import type { AlertMeta, KubernetesMetadata, Sli, Slo, TierName, Urgency } from '../model';
import { urgencyOf } from '../model';
import type { Labels } from '../rules';
import type { Extras } from './annotations';
import { checkShape } from './check-shape';
import { groupingOf, indicatorOfParts } from './indicator-parts';
import { defaultAlertName } from './naming';
import { hasWindow, type Query, readQuery } from './quantity';
import { Reporter } from './reporter';
import { readExtras } from './sloth-extras';
import type { SlothForm } from './sloth-forms';
import type { SlothSpec } from './sloth-schema';
import { type Path, printPath, type YamlDocument } from './yaml-source';

type SlothSlo = SlothSpec['slos'][number];

/** A Sloth file as it is. Keys Sloth would ignore are warned about. */
export function readSloth(
  document: YamlDocument,
  { form, period }: { readonly form: SlothForm; readonly period: Milliseconds },
): { slos: Slo[]; reporter: Reporter } {
  const reporter = new Reporter(document, form.placed);
  const { value: spec, diagnostics } = checkShape(form.schema, document, form.shape);
  reporter.diagnostics.push(...diagnostics);
  const slos = (spec?.slos ?? []).flatMap((slo, index): Slo[] => {
    const path: Path = ['slos', index];
    const sli = readSli(slo, path, { reporter, form });
    const extras = readExtras(slo.alerting.annotations, [...path, 'alerting', 'annotations'], reporter);
    return spec && sli ? [toModel(spec, slo, sli, { form, period, path, document, extras })] : [];
  });
  return { slos, reporter };
}

function readSli(
  { sli }: SlothSlo,
  path: Path,
  { reporter, form: { word } }: { readonly reporter: Reporter; readonly form: SlothForm },
): Sli | undefined {
  const [errorQuery, totalQuery] = [word('error_query'), word('total_query')];
  const read = (text: string, at: Path): Query | undefined => {
    const reading = readQuery(text);
    if (!('ok' in reading)) return reporter.add({ code: 'promql', path: at, ...reading });
    if (hasWindow(reading.ok.text)) return reading.ok;
    return reporter.add({
      code: 'promql',
      path: at,
      reason: 'the query does not hold {{.window}}',
      hint: 'Write the range as [{{.window}}].',
    });
  };
  const { events, raw } = sli;
  if (!events === !raw)
    return reporter.add({
      code: 'indicator',
      path: [...path, 'sli'],
      reason: 'exactly one of events and raw is needed',
      hint: `Give ${errorQuery} and ${totalQuery} under events.`,
    });
  if (raw) {
    const ratio = read(raw.error_ratio_query, [...path, 'sli', 'raw', 'error_ratio_query']);
    return ratio && { kind: 'ratio', ratio: ratio.text, means: 'failure', labels: ratio.shape.labels };
  }
  const bad = read(events?.error_query ?? '', [...path, 'sli', 'events', 'error_query']);
  const total = read(events?.total_query ?? '', [...path, 'sli', 'events', 'total_query']);
  if (!bad || !total) return undefined;
  const refuse = (reason: string, hint: string) =>
    reporter.add({ code: 'indicator', path: [...path, 'sli', 'events'], reason, hint });
  if (bad.text === total.text)
    return refuse(`${errorQuery} and ${totalQuery} are the same`, 'Every event would be bad: correct one of them.');
  const indicator = indicatorOfParts({ which: 'bad', events: bad, total }, { events: errorQuery, total: totalQuery });
  return 'ok' in indicator ? indicator.ok : refuse(indicator.reason, indicator.hint);
}

function toModel(
  spec: SlothSpec & { readonly object?: KubernetesMetadata },
  slo: SlothSlo,
  sli: Sli,
  at: { form: SlothForm; period: Milliseconds; path: Path; document: YamlDocument; extras: Extras },
): Slo {
  const { alerting } = slo;
  const { extras } = at;
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
    groupBy: groupingOf(sli, extras.groupBy),
    instanceLabel: extras.instanceLabel,
    alertName: extras.alertName ?? alerting.name ?? defaultAlertName(`${spec.service}-${slo.name}`),
    alerts,
    severities: extras.severities,
    tiers: extras.tiers.filter(enabled),
    conditions: [],
    namedByPolicies: false,
    noData: extras.noData ?? 'ignore',
    maintenance: extras.maintenance,
    ...(extras.guard && { guard: extras.guard }),
    ...(extras.runbook && { runbook: extras.runbook }),
    ...(extras.dashboard && { dashboard: extras.dashboard }),
    origin: {
      file: at.document.file,
      line: at.document.lineOf(at.form.placed(at.path)),
      spec: at.form.spec,
      path: printPath(at.form.placed(at.path)),
      ...(spec.object && { object: spec.object }),
      placeOf: (path: Path) => {
        const within = at.form.placed([...at.path, ...path]);
        return { line: at.document.lineOf(within), path: printPath(within) };
      },
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
