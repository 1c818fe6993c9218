export { diagnose } from './doctor';
export { diagnosisText } from './report';
