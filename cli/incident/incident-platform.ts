import { type ComponentName, intervene, readPlatform } from '@sightline/stack';
import type { Breakable, IncidentPlatform } from '@sightline/traffic';
import { runningPlatform } from '../connect';

/** The platform that runs from this home, as incidents need it. @throws {CliError} PLATFORM_NOT_RUNNING */
export function incidentPlatform(): IncidentPlatform {
  const { addresses, apiKey, traceStore, logStore } = runningPlatform();
  const stores = { 'trace-store': traceStore, 'log-store': logStore };
  const nameOf = (component: Breakable | 'order'): ComponentName =>
    component === 'trace-store' || component === 'log-store' ? stores[component] : component;
  return {
    apiKey,
    url: (service) => addresses.url(service),
    isIntervenedIn: (component) =>
      readPlatform()?.components.some(({ name, intervention }) => name === nameOf(component) && intervention) ?? false,
    intervene: (component, wanted) => intervene(nameOf(component), wanted.operation === 'let go' ? undefined : wanted),
  };
}
