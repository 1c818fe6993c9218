export { type ArrivalsOptions, arrivals } from './arrivals';
export { type Dice, dice } from './dice';
export { incidents } from './incidents';
export { duringIncident } from './incidents/during-incident';
export type { BankProfile, Breakable, Cause, Evidence, Incident, SpanQuery, Symptom } from './incidents/incident';
export { incidentPlatform } from './incidents/incident-platform';
export { incidentsOn } from './incidents/incidents-on';
export { type IncidentLoad, playLoad } from './incidents/load';
export type { IncidentPlatform, Intervention } from './incidents/platform';
export { IncidentFailed, startIncident, stopAll, stopIncident } from './incidents/switch-cause';
export { eventKey, eventOf } from './journey/log-event';
export { type ExpectedHop, type FoundHop, findHops, orderJourney } from './journey/order-journey';
export { type PlacedOrder, type PlaceOrderOptions, placeOrder } from './journey/place-order';
export { finalOrder, wholeTrace } from './journey/whole-trace';
export { baselineFaults, checkedFaults } from './load/baseline';
export type { LoadProgress } from './load/load-progress';
export { type LoadResult, loadResult, notableTraces } from './load/load-result';
export type { Observation } from './load/observation';
export { profileNamed, profiles } from './load/profiles';
export { runLoad } from './load/run-load';
export {
  type Answer,
  OrderApi,
  type OrderApiOptions,
  OrderApiUnreachable,
  type Problem,
  type RequestOptions,
} from './order-api';
export { type Report, reportOn } from './report/report';
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
export { type Comparison, compare } from './validate/compare';
export type { Sightings } from './validate/sightings';
