export { findTrace, type Target } from './find-trace';
export { eventKey, eventOf } from './log-event';
export { type ExpectedHop, type FoundHop, findHops, type Hop, orderJourney } from './order-journey';
export { idIn, type PastedId } from './pasted-id';
export { linesWithoutSpans, readTrace, type Stored } from './read-trace';
export { traceJson } from './trace-json';
export { finalOrder, wholeTrace } from './whole-trace';
