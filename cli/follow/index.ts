export { findTrace, type Target } from './find-trace';
export { storedOn } from './stored-on';
