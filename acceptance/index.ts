export { buy, processOf, type RunningPlatform, runningPlatform } from './platform';
