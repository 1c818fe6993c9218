export { findIncident } from './find-incident';
export { incidentsText, incidentText } from './incident-text';
export { keepOutcome } from './kept';
export { type Played, playIncident } from './play-incident';
export { isMissed, playedText } from './played-text';
