import { inventoryOf, type Unit } from '@sightline/observability/catalogue';

const source = 'recording rules of the SLO compiler';
const slo = ['sloth_id', 'sloth_service', 'sloth_slo'] as const;
const record = <const L extends string>(name: string, unit: Unit, description: string, labels: readonly L[]) =>
  inventoryOf({ name, type: 'gauge', unit, description, labels, source });

/** SLOs as the rules record them; the names are Sloth's, so that dashboards made for Sloth work here and the other way round. */
export const sloInventory = {
  sloErrorRatio5m: record('slo:sli_error:ratio_rate5m', '1', 'Share of bad events, 5 minutes', [
    ...slo,
    'sloth_window',
  ]),
  sloErrorRatio30m: record('slo:sli_error:ratio_rate30m', '1', 'Share of bad events, 30 minutes', [
    ...slo,
    'sloth_window',
  ]),
  sloErrorRatio1h: record('slo:sli_error:ratio_rate1h', '1', 'Share of bad events, 1 hour', [...slo, 'sloth_window']),
  sloErrorRatio6h: record('slo:sli_error:ratio_rate6h', '1', 'Share of bad events, 6 hours', [...slo, 'sloth_window']),
  sloErrorRatio3d: record('slo:sli_error:ratio_rate3d', '1', 'Share of bad events, 3 days', [...slo, 'sloth_window']),
  sloErrorRatio30d: record('slo:sli_error:ratio_rate30d', '1', 'Share of bad events, 30 days', [
    ...slo,
    'sloth_window',
  ]),
  sloBadEvents5m: record('slo:sli_bad:increase5m', '{event}', 'Bad events, 5 minutes', [...slo, 'sloth_window']),
  sloTotalEvents5m: record('slo:sli_total:increase5m', '{event}', 'All events, 5 minutes', [...slo, 'sloth_window']),
  sloObjective: record('slo:objective:ratio', '1', 'The share of good events that is promised', slo),
  sloErrorBudget: record('slo:error_budget:ratio', '1', 'The share of bad events that is allowed', slo),
  sloPeriodDays: record('slo:time_period:days', '{day}', 'The length of the period', slo),
  sloCurrentBurnRate: record(
    'slo:current_burn_rate:ratio',
    '1',
    'How many times faster than allowed the budget goes, now',
    slo,
  ),
  sloPeriodBurnRate: record('slo:period_burn_rate:ratio', '1', 'The same over the whole period', slo),
  sloBudgetRemaining: record(
    'slo:period_error_budget_remaining:ratio',
    '1',
    'The share of the budget that is left',
    slo,
  ),
  slothInfo: record('sloth_slo_info', '1', 'One series per SLO, with what is known of it in labels', [
    ...slo,
    'sloth_mode',
    'sloth_objective',
    'sloth_spec',
    'sloth_version',
  ]),
} as const;
