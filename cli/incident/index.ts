export { findIncident } from './find-incident';
export { incidentPlatform } from './incident-platform';
export { incidentsText, incidentText } from './incident-text';
