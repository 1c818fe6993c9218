import { setTimeout as delay } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { ComponentName } from './component';
import { homeAt } from './home';
import { PlatformError } from './platform-error';
import { readPlatform } from './read-platform';
import { readSettings } from './settings';
import { type Intervention, readInterventions, writeInterventions } from './supervise/interventions';
import type { ComponentState } from './supervise/state';

const patienceMs = 60_000;

/**
 * Has the supervisor stop, freeze or re-release a component of the platform of `SIGHTLINE_HOME`; without an intervention, lets it
 * run as usual again. Resolves when it is so.
 *
 * @throws {PlatformError} NOT_RUNNING, UNKNOWN_COMPONENT, COMPONENT_FAILED
 */
export async function intervene(name: ComponentName, intervention?: Intervention): Promise<void> {
  const home = homeAt(readSettings().home);
  const file = home.run('interventions.json');
  requireComponent(name);
  const { [name]: _, ...others } = readInterventions(file);
  writeInterventions(file, { ...others, ...(intervention && { [name]: intervention }) });
  for (const deadline = Date.now() + patienceMs; !isSo(requireComponent(name), intervention); await delay(100)) {
    if (Date.now() < deadline) continue;
    throw new PlatformError('COMPONENT_FAILED', {
      problem: `${name} did not ${intervention?.operation ?? 'come back'} within ${patienceMs / 1000} s`,
      remedy: `read ${home.log(name)}`,
    });
  }
}

function requireComponent(name: ComponentName): ComponentState {
  const platform = readPlatform();
  if (!platform)
    throw new PlatformError('NOT_RUNNING', { problem: 'no platform runs here', remedy: 'start it with `npm start`' });
  const component = platform.components.find((each) => each.name === name);
  if (component?.installing)
    throw new PlatformError('NOT_RUNNING', {
      problem: `${component.title} is still being built: ${component.installing.doing}`,
      remedy: 'wait until `sightline status` says that it is ready',
    });
  if (component) return component;
  throw new PlatformError('UNKNOWN_COMPONENT', {
    problem: `${name} is not part of this platform`,
    remedy: `choose one of ${platform.components.map((each) => each.name).join(', ')}`,
  });
}

function isSo({ status, intervention }: ComponentState, wanted: Intervention | undefined): boolean {
  if (!isDeepStrictEqual(intervention, wanted)) return false;
  switch (wanted?.operation) {
    case 'stop':
      return status === 'held';
    case 'pause':
      return status === 'paused';
    default:
      return status === 'ready';
  }
}
