export { findTrace, type Target } from './find-trace';
export { eventKey, eventOf } from './log-event';
export { type ExpectedHop, type FoundHop, findHops, type Hop, orderJourney } from './order-journey';
export { finalOrder, wholeTrace } from './whole-trace';
