import { OpenFeature, ProviderEvents } from '@openfeature/server-sdk';
import type { ProcessFault } from './catalogue';

/** Calls `apply` whenever a fault of the whole process is switched on or off; never where faults are not started. */
export function onFault(name: ProcessFault, apply: (on: boolean) => void): void {
  const client = OpenFeature.getClient();
  let applied = false;
  const update = async () => {
    const on = await client.getBooleanValue(name, false);
    if (on !== applied) apply(on);
    applied = on;
  };
  for (const event of [ProviderEvents.Ready, ProviderEvents.ConfigurationChanged] as const)
    client.addHandler(event, update);
}
