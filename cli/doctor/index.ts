export { type Diagnosis, diagnose } from './doctor';
export { junitXml } from './junit';
export { diagnoseByProbe } from './probe/diagnose-by-probe';
export { diagnosisText } from './report';
