export {
  type Fault,
  type FaultName,
  faultNames,
  faults,
  isFault,
  type ProcessFault,
  type RequestFault,
} from './catalogue';
export { type Context, type Evaluation, evaluate, type Rule, TargetingKeyMissing } from './evaluate';
export { type AskedFault, BadFaultHeader, parseFaultHeader } from './fault-header';
export { type FlagState, flagsSchema } from './flag-state';
export { hasFault } from './has-fault';
export { messagingFaults } from './messaging';
export { onFault } from './on-fault';
export { serviceFaults } from './service-faults';
export { type FaultConfig, faultSettings } from './settings';
export { shiftClock } from './shift-clock';
