import { applicationOf, type ComponentName, intervene, type PlatformState, readPlatform } from '@sightline/stack';
import type { Breakable } from './incident';
import type { IncidentPlatform } from './platform';

/** The platform that runs from this home, as incidents need it. */
export function incidentPlatform({
  addresses,
  apiKey,
  shopperKey,
  traceStore,
  logStore,
  certificates,
}: PlatformState): IncidentPlatform {
  const stores = { 'trace-store': traceStore, 'log-store': logStore };
  const nameOf = (component: Breakable | 'order'): ComponentName =>
    component === 'trace-store' || component === 'log-store' ? stores[component] : component;
  return {
    apiKey,
    shopperKey,
    own: certificates ? { ca: certificates.authority } : {},
    url: (service) => addresses.url(service),
    isIntervenedIn: (component) =>
      readPlatform()?.components.some(
        ({ name, intervention }) =>
          [name, applicationOf(name)].includes(nameOf(component)) &&
          intervention !== undefined &&
          intervention.operation !== 'restart',
      ) ?? false,
    intervene: (component, wanted) => intervene(nameOf(component), wanted.operation === 'let go' ? undefined : wanted),
  };
}
