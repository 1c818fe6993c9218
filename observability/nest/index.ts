export { frameworkLogger } from './framework-logger';
export { TelemetryModule } from './telemetry.module';
