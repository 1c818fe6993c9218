export { type AlertTest, type Depth, depths, type Subject } from './alert-test';
export { chosenAlerts, knownAlerts } from './choose';
export { alertTestsText, alertTestText } from './report';
export { testAlerts } from './test-alerts';
