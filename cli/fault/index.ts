export { compareMethods } from './compare-methods';
export { explainAgain } from './explain-again';
export { faults } from './faults';
export { findFaults } from './find-fault';
export { keepEvidence } from './keep-evidence';
export {
  keepOutcome,
  keepRecording,
  keepSeries,
  keptOutcomes,
  keptRecordings,
  keptSeries,
  type RecordedSeries,
} from './kept';
export { missOf } from './miss';
export type { FaultOutcome } from './outcomes-page';
export { faultsText, outcomesText } from './outcomes-text';
export { isRecording, type PlayedFault, playFault, type Recording, steadyShoppers } from './play-fault';
export { recordSeries } from './record-series';
