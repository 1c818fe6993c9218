export { type Asked, type Checked, checkLive, isProblem, type LiveReport, type Verdict } from './check/live/check-live';
export { matrix } from './check/live/matrix';
export { type MayBeEmpty, mayBeEmpty } from './check/live/may-be-empty';
export type { Stores } from './check/live/stores';
export { describe, type Problem, type Rule } from './check/problem';
export { checkStatically, generatedDashboards, rules } from './check/static';
export * from './examine';
