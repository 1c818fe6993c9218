export { whyText } from './report';
export { component, flag, release, type Subject, subjectKey } from './subject';
export { activeAlerts } from './symptoms';
export { why } from './why';
