export { connectToLocal, runningPlatform } from './local';
export { type OpenRequest, openPlatform } from './open-platform';
