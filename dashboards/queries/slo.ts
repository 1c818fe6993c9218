import { inventory } from '@sightline/catalogue';
import { isNot, matches, sum, value } from './promql';

const chosen = { sloth_slo: matches('$slo') };
const each = ['sloth_slo'] as const;

/** Names are Sloth's: what is written here works with rules made by Sloth, and the other way round. */
export const budgetLeft = value(inventory.sloBudgetRemaining, chosen);
export const budgetLeftOfAll = value(inventory.sloBudgetRemaining);
export const objective = value(inventory.sloObjective, chosen);
export const good30d = `1 - ${value(inventory.sloErrorRatio30d, chosen)}`;
export const good5m = `1 - ${value(inventory.sloErrorRatio5m, chosen)}`;
export const burnNow = value(inventory.sloCurrentBurnRate, chosen);
export const burnNowOfAll = value(inventory.sloCurrentBurnRate);
export const burnPeriod = value(inventory.sloPeriodBurnRate, chosen);

const perBudget = (ratio: typeof inventory.sloErrorRatio5m) =>
  `${value(ratio, chosen)} / on (sloth_id) group_left () ${value(inventory.sloErrorBudget, chosen)}`;

/** Burn rates over the windows the alerts look at. */
export const burnRates = {
  '5 m': perBudget(inventory.sloErrorRatio5m),
  '30 m': perBudget(inventory.sloErrorRatio30m),
  '1 h': perBudget(inventory.sloErrorRatio1h),
  '6 h': perBudget(inventory.sloErrorRatio6h),
};

export const badEvents = sum(value(inventory.sloBadEvents5m, chosen), each);
export const allEvents = sum(value(inventory.sloTotalEvents5m, chosen), each);

/** Alerts that call for somebody; the watchdog is always firing and calls for nobody. */
export const firing = value(inventory.alerts, { alertstate: 'firing', alertname: isNot('Watchdog') });
export const firingCount = `count(${firing}) or vector(0)`;
export const watchdog = `count(${value(inventory.alerts, { alertstate: 'firing', alertname: 'Watchdog' })}) or vector(0)`;
