export { measureFreshness } from './freshness';
export { freshnessText, isFresh } from './report';
