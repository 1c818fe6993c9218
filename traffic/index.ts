export { type ArrivalsOptions, arrivals } from './arrivals';
export { type Dice, dice } from './dice';
export { incidents } from './incidents';
export { duringIncident } from './incidents/during-incident';
export type { BankProfile, Breakable, Cause, Evidence, Incident, SpanQuery, Symptom } from './incidents/incident';
export { type IncidentLoad, playLoad } from './incidents/load';
export type { IncidentPlatform, Intervention } from './incidents/platform';
export { IncidentFailed, startIncident, stopAll, stopIncident } from './incidents/switch-cause';
export {
  type Answer,
  OrderApi,
  type OrderApiOptions,
  OrderApiUnreachable,
  type Problem,
  type RequestOptions,
} from './order-api';
export {
  type Cart,
  isFinal,
  type Order,
  type OrderStatus,
  type PaymentMethod,
  type Product,
  type ProductList,
  type Purchase,
} from './shop';
export { letShoppersIn, type ShoppersOptions } from './shoppers';
