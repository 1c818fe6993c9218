import { type ComponentName, intervene, readPlatform } from '@sightline/stack';
import type { Breakable, IncidentPlatform } from '@sightline/traffic';
import { CliError } from '../cli-error';

/** The platform that runs from this home, as incidents need it. @throws {CliError} PLATFORM_NOT_RUNNING */
export function incidentPlatform(): IncidentPlatform {
  const platform = readPlatform();
  if (!platform) {
    throw new CliError('PLATFORM_NOT_RUNNING', 'No platform is running here: start it with `npm start`');
  }
  const { addresses, apiKey, traceStore } = platform;
  const nameOf = (component: Breakable | 'order'): ComponentName =>
    component === 'trace-store' ? traceStore : component;
  return {
    apiKey,
    url: (service) => addresses.url(service),
    intervene: (component, wanted) => intervene(nameOf(component), wanted.operation === 'let go' ? undefined : wanted),
  };
}
