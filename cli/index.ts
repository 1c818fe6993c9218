export { connectToPlatform } from './connect';
export { type Connections, type ConnectOptions, connections } from './connections';
export { type Diagnosis, diagnose, type Finding } from './doctor';
export { type ExpectedHop, eventOf, type FoundHop, finalOrder, findHops, orderJourney, wholeTrace } from './follow';
export { type Freshness, measureFreshness } from './freshness';
export { incidentPlatform } from './incident';
export { type Part, type Score, score } from './score';
export { type PlacedOrder, type PlaceOrderOptions, placeOrder } from './shop/place-order';
