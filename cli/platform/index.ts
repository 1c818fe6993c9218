export { checkPlatform } from './check';
export { checkText } from './check-text';
export { choosePlatform, platformsHere } from './choose-platform';
export { findDescriptionFile } from './find-file';
export { connectToLocal, runningPlatform } from './local';
export { openPlatform, refuseAnother } from './open-platform';
export { readDescriptionFile } from './read-description';
export { shownPlatform } from './shown';
export { foreignSecrets, trust } from './trust';
