export type { Board } from './board';
export { type ExaminedStores, type KnownDataSource, missingDataSources } from './data-sources';
export { type ExaminedBoard, type ExamineOptions, examine } from './examine';
export { boardsAt, type FoundBoards, NoDashboards } from './find-boards';
export { type Finding, findingText } from './finding';
export { houseFindings } from './house';
export { readBoard } from './read-board';
export { examinationText } from './report';
