export { frameworkLogger } from './framework-logger';
export type { CompletedRequest } from './observe-requests';
export { TelemetryModule, type TelemetryOptions } from './telemetry.module';
