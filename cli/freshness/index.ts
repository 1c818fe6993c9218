export { type Distribution, distributionOf } from './distribution';
export { type Freshness, freshnessAims, measureFreshness, type Signal, signals } from './freshness';
export { freshnessText, isFresh } from './report';
