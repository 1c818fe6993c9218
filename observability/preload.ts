/** `node --require @sightline/observability/preload main.js`: telemetry starts before anything else is loaded. */
import { startTelemetry } from './start';

startTelemetry();
