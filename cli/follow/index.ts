export { findTrace, type Target } from './find-trace';
