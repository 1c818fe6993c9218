export { type TelemetryPage, telemetryPage } from './telemetry-page';
