/** `node --require @sightline/observability/preload main.js`: telemetry starts before anything else is loaded. */
import { isMainThread } from 'node:worker_threads';
import { startTelemetry } from './start';

// Worker threads inherit --require; the one that delivers the logs must not start a telemetry of its own.
if (isMainThread) startTelemetry();
