export { type Depth, depths } from './alert-test';
export { chosenAlerts, knownAlerts } from './choose';
export { alertTestsText, alertTestText } from './report';
export { testAlerts } from './test-alerts';
