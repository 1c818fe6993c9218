export { findIncident } from './find-incident';
export { incidentPlatform } from './incident-platform';
export { incidentsText, incidentText } from './incident-text';
export { type Played, type PlayOptions, playIncident } from './play-incident';
export { isMissed, playedPage, playedText } from './played-text';
