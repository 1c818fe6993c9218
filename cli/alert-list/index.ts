export { listText } from './list-text';
export { listedAlerts } from './listed-alerts';
