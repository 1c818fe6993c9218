export { collectorLosses, type Loss } from './collector-losses';
export { type Diagnosis, diagnose } from './doctor';
export type { Finding, FindingState } from './finding';
export { diagnosisText } from './report';
