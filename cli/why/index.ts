export type { Hypothesis } from './rank';
export { whyText } from './report';
export { component, flag, host, release, type Subject, subjectKey } from './subject';
export { activeAlerts } from './symptoms';
export { type Explanation, why } from './why';
