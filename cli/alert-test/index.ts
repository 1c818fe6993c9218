export { type Depth, depths } from './alert-test';
export { chosenAlerts, knownAlerts } from './choose';
export { testNotifyElsewhere } from './elsewhere/notify';
export { type Receiver, receiversOf, toldSince } from './elsewhere/receivers';
export { alertTestsText, alertTestText } from './report';
export { testAlerts } from './test-alerts';
export { triedText } from './tried-text';
