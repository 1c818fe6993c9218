import { setTimeout as delay } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { ComponentName } from './component';
import { homeAt } from './home';
import { withLock } from './install/lock';
import { PlatformError } from './platform-error';
import { type PlatformState, readPlatform } from './read-platform';
import { applicationOf } from './replicas';
import { readSettings } from './settings';
import { type Intervention, readInterventions, writeInterventions } from './supervise/interventions';
import type { ComponentState } from './supervise/state';

/** Longer than a component has to become ready. */
const patienceMs = 120_000;

/**
 * Has the supervisor stop, freeze or re-release a component of the platform of `SIGHTLINE_HOME`; without an intervention, lets it
 * run as usual again. Resolves when it is so. Of a service that there are several of, each instance, one after the other.
 *
 * @throws {PlatformError} NOT_RUNNING, UNKNOWN_COMPONENT, COMPONENT_FAILED
 */
export async function intervene(name: ComponentName, intervention?: Intervention): Promise<void> {
  for (const { name: one } of componentsNamed(name)) await interveneIn(one, intervention);
}

export interface Restarted {
  readonly name: ComponentName;
  /** From when it was told to end until it was ready again. */
  readonly seconds: number;
}

/**
 * Starts a component again; of a service that there are several of, one instance after the other, each when the one before is ready: so
 * that there is always one that can do the work.
 *
 * @throws {PlatformError} NOT_RUNNING, UNKNOWN_COMPONENT, COMPONENT_FAILED; INTERRUPTED where the signal ends the wait; those that come after it run on as they were
 * then.
 */
export async function* restart(name: ComponentName, signal?: AbortSignal): AsyncGenerator<Restarted> {
  for (const { name: one } of componentsNamed(name)) {
    const began = Date.now();
    const before = requireComponent(one).process;
    const asked = new Date().toISOString();
    try {
      await interveneIn(one, { operation: 'restart', asked }, { isDone: isAnother(before), signal });
    } finally {
      await writeIntervention(one, undefined);
    }
    yield { name: one, seconds: (Date.now() - began) / 1000 };
  }
}

const isAnother = (before: ComponentState['process']) => (now: ComponentState) =>
  !isDeepStrictEqual(now.process, before);

interface Wait {
  readonly isDone?: (state: ComponentState) => boolean;
  readonly signal?: AbortSignal | undefined;
}

async function interveneIn(
  name: ComponentName,
  intervention: Intervention | undefined,
  { isDone = () => true, signal }: Wait = {},
): Promise<void> {
  requireGoOn(name, signal);
  await writeIntervention(name, intervention);
  for (const deadline = Date.now() + patienceMs; ; await delay(100)) {
    requireGoOn(name, signal);
    const state = requireComponent(name);
    if (isSo(state, intervention) && isDone(state)) return;
    if (state.status !== 'failed' && Date.now() < deadline) continue;
    throw new PlatformError('COMPONENT_FAILED', {
      problem:
        state.status === 'failed'
          ? `${name} has failed, and is not started again`
          : `${name} did not ${intervention?.operation ?? 'come back'} within ${patienceMs / 1000} s`,
      remedy: `read ${homeAt(readSettings().home).log(name)}`,
    });
  }
}

/** @throws {PlatformError} INTERRUPTED */
function requireGoOn(name: ComponentName, signal: AbortSignal | undefined): void {
  if (!signal?.aborted) return;
  throw new PlatformError('INTERRUPTED', {
    problem: `interrupted before ${name} was ready again`,
    remedy: 'see with `sightline status` how it is: what was told to end is started again all the same',
  });
}

/** Several may want something at the same time, each of another component. */
async function writeIntervention(name: ComponentName, intervention: Intervention | undefined): Promise<void> {
  const { run } = homeAt(readSettings().home);
  const file = run('interventions.json');
  await withLock(run('interventions.lock'), { pollMs: 20 }, async () => {
    const { [name]: _, ...others } = readInterventions(file);
    writeInterventions(file, { ...others, ...(intervention && { [name]: intervention }) });
  });
}

/** One; of a service that there are several of, all of its instances. @throws {PlatformError} NOT_RUNNING, UNKNOWN_COMPONENT */
function componentsNamed(name: ComponentName): readonly ComponentState[] {
  const { components } = requirePlatform();
  const those = components.filter((each) => each.name === name || applicationOf(each.name) === name);
  return those.length > 0 ? those : [requireComponent(name)];
}

function requirePlatform(): PlatformState {
  const platform = readPlatform();
  if (platform) return platform;
  throw new PlatformError('NOT_RUNNING', { problem: 'no platform runs here', remedy: 'start it with `npm start`' });
}

function requireComponent(name: ComponentName): ComponentState {
  const platform = requirePlatform();
  const component = platform.components.find((each) => each.name === name);
  if (component?.installing)
    throw new PlatformError('NOT_RUNNING', {
      problem: `${component.title} is still being built: ${component.installing.doing}`,
      remedy: 'wait until `sightline status` says that it is ready',
    });
  if (component) return component;
  const services = platform.components.map((each) => applicationOf(each.name));
  throw new PlatformError('UNKNOWN_COMPONENT', {
    problem: `${name} is not part of this platform`,
    remedy: `choose one of ${[...new Set([...platform.components.map((each) => each.name), ...services])].join(', ')}`,
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
