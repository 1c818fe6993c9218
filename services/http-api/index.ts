export { createApp } from './create-app';
export { HttpApiModule } from './http-api.module';
export type { ApiDescription } from './openapi';
export { Problem, type ProblemDetails } from './problem';
export { Readiness } from './readiness';
export { type Service, type ServiceHooks, serve } from './serve';
export { type HttpConfig, httpSettings } from './settings';
export { text } from './text';
