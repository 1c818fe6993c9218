export { readSightings } from './read-sightings';
export { comparisonText } from './report';
