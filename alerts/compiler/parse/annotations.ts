/** What OpenSLO cannot say: the annotations under `sightline.dev/`. Values are text, as in Kubernetes. */
import { z } from 'zod';
import { annotationPrefix, defaultInstanceLabel } from '../conventions';
import { type Guard, type Maintenance, type NoDataPolicy, type TierName, tierNames, type Urgency } from '../model';
import { parseMaintenance } from './maintenance';

const list = (text: string) =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);

/** A transform that turns an exception into an issue of the field. */
const reading =
  <T>(read: (text: string) => T) =>
  (text: string, context: z.core.$RefinementCtx): T => {
    try {
      return read(text);
    } catch (error) {
      context.issues.push({ code: 'custom', input: text, message: (error as Error).message });
      return z.NEVER;
    }
  };

const labelNames = z.string().transform(
  reading((text) => {
    const wrong = list(text).find((name) => name.startsWith('__') || /["'\\\s]/.test(name));
    if (wrong !== undefined) throw new Error(`${wrong} is no label name\nSeparate label names with commas.`);
    return [...new Set(list(text))];
  }),
);

const atLeast = z.union([z.string(), z.number().transform(String)]).transform(
  reading((text) => {
    if (!/^[1-9]\d*$/.test(text)) throw new Error(`${text} came, a whole number from 1 is needed\nWrite "5".`);
    return Number(text);
  }),
);

/** Bad events are enough from a fixed number on, or from one that goes by the traffic. */
const minBadEvents = z.union([z.string(), z.number().transform(String)]).transform(
  reading((text): Guard => {
    if (text === 'by-traffic') return { kind: text };
    if (!/^[1-9]\d*$/.test(text))
      throw new Error(`${text} came, a whole number from 1 or by-traffic is needed\nWrite by-traffic, or "5".`);
    return { kind: 'bad-events', minimum: Number(text) };
  }),
);

const tiers = z.string().transform(
  reading((text) => {
    const named = list(text);
    const wrong = named.find((name) => !(tierNames as readonly string[]).includes(name));
    if (wrong !== undefined) throw new Error(`${wrong} is no tier\nAccepted: ${tierNames.join(', ')}.`);
    return tierNames.filter((name) => named.includes(name));
  }),
);

const severities = z.string().transform(
  reading((text) => {
    const pairs = list(text).map((pair) => pair.split('=').map((side) => side.trim()));
    const wrong = pairs.find(([urgency, severity]) => !['page', 'ticket'].includes(urgency ?? '') || !severity);
    if (wrong) throw new Error(`${wrong.join('=')} is no severity\nWrite page=critical, ticket=warning.`);
    return Object.fromEntries(pairs) as Partial<Record<Urgency, string>>;
  }),
);

const key = <K extends string>(name: K) => `${annotationPrefix}${name}` as const;

const ours = z.object({
  [key('group-by')]: labelNames
    .optional()
    .describe('Labels to keep: one budget and one alert for each of their values'),
  [key('instance-label')]: z
    .string()
    .optional()
    .describe(`The label that tells processes apart; default ${defaultInstanceLabel}`),
  [key('min-bad-events')]: minBadEvents
    .optional()
    .describe('No alert before so many bad events in the long window; by-traffic: as many as are no chance'),
  [key('min-requests')]: atLeast.optional().describe('No alert before so many events in the long window'),
  [key('no-data')]: z
    .enum(['ignore', 'alert', 'good', 'bad'])
    .optional()
    .describe('No events: ignore (default), alert after the shortest long window; with time slices also good or bad'),
  [key('tiers')]: tiers.optional().describe('page-quick, page-slow, ticket-quick, ticket-slow (default); outage'),
  [key('severities')]: severities.optional().describe('page=critical, ticket=warning'),
  [key('alert-name')]: z.string().optional().describe('Default: made from the name, with BudgetBurn behind'),
  [key('runbook')]: z.string().optional().describe('Address of the runbook; default alerts/runbooks/<AlertName>.md'),
  [key('dashboard')]: z.string().optional().describe('Address of the dashboard'),
  [key('maintenance')]: z
    .string()
    .transform(reading(parseMaintenance))
    .optional()
    .describe('Planned work in UTC: 2026-01-31T22:00Z/2026-01-31T23:30Z, or Sun 02:00-04:00; several with commas'),
});

/** Annotations under other prefixes belong to other tools and are left alone. */
export const annotationsSchema = ours.catchall(z.unknown()).superRefine(
  (annotations, { issues }) => {
    const known = Object.keys(ours.shape);
    const keys = Object.keys(annotations).filter((name) => name.startsWith(annotationPrefix) && !known.includes(name));
    if (keys.length > 0)
      issues.push({ code: 'unrecognized_keys', keys, input: annotations, message: JSON.stringify(known) });
  },
  // Also when a known one has a wrong value: all problems are told at once.
  { when: () => true },
);

export interface Extras {
  readonly groupBy: readonly string[];
  readonly instanceLabel: string;
  readonly guard?: Guard;
  readonly noData?: NoDataPolicy;
  readonly tiers: readonly TierName[];
  readonly severities: Readonly<Record<Urgency, string>>;
  readonly alertName?: string;
  readonly runbook?: string;
  readonly dashboard?: string;
  readonly maintenance: readonly Maintenance[];
}

export const defaultTiers: readonly TierName[] = tierNames.filter((name) => name !== 'outage');
export const defaultSeverities = { page: 'critical', ticket: 'warning' } as const;

/** The annotations with their defaults. */
export function extrasOf(annotations: z.output<typeof ours> = {}): Extras {
  const requests = annotations[key('min-requests')];
  const guard: Guard | undefined =
    annotations[key('min-bad-events')] ??
    (requests !== undefined ? { kind: 'requests', minimum: requests } : undefined);
  const noData = annotations[key('no-data')];
  const alertName = annotations[key('alert-name')];
  const runbook = annotations[key('runbook')];
  const dashboard = annotations[key('dashboard')];
  return {
    groupBy: annotations[key('group-by')] ?? [],
    instanceLabel: annotations[key('instance-label')] ?? defaultInstanceLabel,
    tiers: annotations[key('tiers')] ?? defaultTiers,
    severities: { ...defaultSeverities, ...annotations[key('severities')] },
    maintenance: annotations[key('maintenance')] ?? [],
    ...(guard && { guard }),
    ...(noData && { noData }),
    ...(alertName && { alertName }),
    ...(runbook && { runbook }),
    ...(dashboard && { dashboard }),
  };
}
