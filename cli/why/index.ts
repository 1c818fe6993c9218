export type { Finding } from './finding';
export type { Hypothesis } from './rank';
export { whyText } from './report';
export { component, flag, release, type Subject, subjectKey } from './subject';
export { activeAlerts } from './symptoms';
export { type Explanation, type WhyOptions, why } from './why';
