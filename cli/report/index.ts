export { reportFiles } from './report-files';
export { reportText } from './report-text';
export { writeReport } from './write-report';
