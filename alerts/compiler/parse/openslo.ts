import { duration, type Milliseconds } from '@sightline/promql';
import { labels } from '../conventions';
import type { AlertMeta, Slo } from '../model';
import type { BurnRateWindows } from '../windows/burn-rate-windows';
import { windowsFor } from '../windows/scale';
import { defaultTiers, extrasOf } from './annotations';
import { groupingOf } from './indicator-parts';
import { defaultAlertName } from './naming';
import { readBudgeting } from './openslo-budgeting';
import { type IndicatorAt, readIndicator } from './openslo-indicator';
import type { OpenSloObjects, Stored } from './openslo-objects';
import { readPeriod } from './openslo-period';
import { type Policies, type PolicyAt, readPolicies } from './openslo-policies';
import type { OpenSloObjective } from './openslo-schema';
import { type Path, printPath } from './yaml-source';

export interface ReadingOptions {
  /** The period of an SLO that does not say. */
  readonly period: Milliseconds;
  readonly windows: readonly BurnRateWindows[] | undefined;
}

type StoredSlo = Stored<'SLO'>;

/** One SLO for each objective. What cannot be read is reported and left out. */
export function readOpenSlo(stored: StoredSlo, objects: OpenSloObjects, options: ReadingOptions): Slo[] {
  const { object, reporter } = stored;
  const indicator = indicatorOf(stored, objects);
  const [timeWindow] = object.spec.timeWindow ?? [];
  const reading = timeWindow ? readPeriod(timeWindow) : { ok: { period: options.period } };
  if (!('ok' in reading)) {
    reporter.add({ code: 'period', path: ['spec', 'timeWindow', 0], ...reading });
    return [];
  }
  const windows = windowsFor(reading.ok.period, options.windows);
  const policies = readPolicies(policiesOf(stored, objects), { windows, objects });
  return object.spec.objectives.flatMap((objective, index): Slo[] => {
    const path: Path = ['spec', 'objectives', index];
    const sli = indicator && readIndicator(indicator, objective, path, reporter);
    const budgeting = readBudgeting(object.spec.budgetingMethod, objective, path, reporter);
    const percent = percentOf(objective, path, stored);
    if (!sli || !budgeting || percent === undefined) return [];
    return [
      {
        ...identityOf(stored, index),
        ...alertingOf(stored, objects, policies),
        ...reading.ok,
        groupBy: groupingOf(sli, extrasOf(object.metadata.annotations).groupBy),
        objective: percent,
        budgeting,
        sli,
      },
    ];
  });
}

function indicatorOf({ object, reporter }: StoredSlo, objects: OpenSloObjects): IndicatorAt | undefined {
  const { indicator, indicatorRef } = object.spec;
  if (!indicator === !indicatorRef)
    return reporter.add({
      code: 'indicator',
      path: ['spec'],
      reason: 'exactly one of indicator and indicatorRef is needed',
      hint: 'Write the indicator inline, or name an SLI object.',
    });
  if (indicator) return { spec: indicator.spec, path: ['spec', 'indicator', 'spec'], reporter };
  const found = objects.find('SLI', indicatorRef ?? '', { reporter, path: ['spec', 'indicatorRef'] });
  return found && { spec: found.object.spec, path: ['spec'], reporter: found.reporter };
}

function policiesOf({ object, reporter }: StoredSlo, objects: OpenSloObjects): PolicyAt[] {
  return (object.spec.alertPolicies ?? []).flatMap(({ alertPolicyRef, metadata, spec }, index): PolicyAt[] => {
    const path: Path = ['spec', 'alertPolicies', index];
    if (spec) return [{ name: metadata?.name ?? `policy-${index}`, spec, path: [...path, 'spec'], reporter }];
    const found =
      alertPolicyRef && objects.find('AlertPolicy', alertPolicyRef, { reporter, path: [...path, 'alertPolicyRef'] });
    if (found)
      return [{ name: found.object.metadata.name, spec: found.object.spec, path: ['spec'], reporter: found.reporter }];
    if (!alertPolicyRef)
      reporter.add({
        code: 'shape',
        path,
        reason: 'neither spec nor alertPolicyRef is given',
        hint: 'Write the policy inline, or name an AlertPolicy.',
      });
    return [];
  });
}

function percentOf(
  { target, targetPercent }: OpenSloObjective,
  path: Path,
  { reporter }: StoredSlo,
): number | undefined {
  if ((target === undefined) === (targetPercent === undefined))
    return reporter.add({
      code: 'objective',
      path,
      reason: 'exactly one of target and targetPercent is needed',
      hint: 'Write target: 0.999.',
    });
  return targetPercent ?? Number(((target ?? 0) * 100).toPrecision(12));
}

function identityOf({ object, reporter }: StoredSlo, index: number) {
  const { metadata, spec } = object;
  // OpenSLO names are unique, so the name alone identifies; several objectives are told apart by their number, as in Sloth.
  const name = spec.objectives.length === 1 ? metadata.name : `${metadata.name}-${index}`;
  const { document } = reporter;
  return {
    id: name,
    name,
    service: spec.service,
    description: spec.description ?? metadata.displayName ?? name,
    labels: metadata.labels ?? {},
    origin: {
      file: document.file,
      line: document.lineOf(['metadata', 'name']),
      spec: 'openslo/v1' as const,
      path: printPath(['spec', 'objectives', index]),
      placeOf: (path: Path) => ({ line: document.lineOf(path), path: printPath(path) }),
    },
  };
}

function alertingOf({ object, reporter }: StoredSlo, objects: OpenSloObjects, policies: Policies) {
  const extras = extrasOf(object.metadata.annotations);
  const named = object.spec.alertPolicies !== undefined;
  const notify = policies.notify.join(',');
  const meta: AlertMeta = { labels: notify ? { [labels.notify]: notify } : {}, annotations: {} };
  const service = objects.all('Service').find(({ object: { metadata } }) => metadata.name === object.spec.service);
  if (named && object.metadata.annotations?.['sightline.dev/tiers'])
    reporter.add({
      code: 'tiers',
      path: ['metadata', 'annotations', 'sightline.dev/tiers'],
      reason: 'the tiers are given by alertPolicies as well',
      hint: 'Keep one of the two.',
    });
  return {
    instanceLabel: extras.instanceLabel,
    serviceTitle: service?.object.metadata.displayName ?? object.spec.service,
    alertName: extras.alertName ?? defaultAlertName(object.metadata.name),
    alerts: { page: meta, ticket: meta },
    severities: { ...extras.severities, ...policies.severities },
    tiers: named ? policies.tiers : (extras.tiers ?? defaultTiers),
    conditions: policies.conditions,
    namedByPolicies: named,
    noData: extras.noData ?? (policies.alertWhenNoData ? ('alert' as const) : ('ignore' as const)),
    maintenance: extras.maintenance,
    ...(extras.guard && { guard: extras.guard }),
    ...(extras.runbook && { runbook: extras.runbook }),
    ...(extras.dashboard && { dashboard: extras.dashboard }),
  };
}

export const defaultPeriod = duration('30d');
