/** `node --require @sightline/observability/preload main.js`: telemetry starts before anything else is loaded. */
import { isMainThread } from 'node:worker_threads';
import { startTelemetry } from './start';

// Worker threads inherit --require; they must not start a telemetry of their own.
if (isMainThread) startTelemetry();
