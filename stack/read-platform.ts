import { existsSync, readFileSync } from 'node:fs';
import { type Addresses, addressesOf } from './addresses';
import { homeAt } from './home';
import { keepSecrets } from './secrets';
import { readSettings } from './settings';
import { residentMemory } from './supervise/memory';
import { isSame } from './supervise/process-identity';
import { type ComponentState, readState, type SupervisorState } from './supervise/state';
import { type Certificates, certificatesIn } from './tls/certificates';

export type RunningComponent = ComponentState;

/** The platform that runs from this home, as it is now. */
export interface PlatformState extends Omit<SupervisorState, 'host' | 'ports' | 'secure'> {
  readonly home: string;
  readonly addresses: Addresses;
  /** The operator's, accepted by the services as `x-api-key`. */
  readonly apiKey: string;
  /** The shoppers', who may place orders and no more. */
  readonly shopperKey: string;
  /** By which the components know each other, and the operator, where they ask who one is. */
  readonly certificates?: Certificates;
}

/** The same, and how much memory it takes: that is looked up in every process, which is too much to do again and again. */
export interface MeasuredPlatform extends PlatformState {
  readonly components: readonly MeasuredComponent[];
  /** All components and the supervisor together. */
  readonly memoryBytes: number;
}

export interface MeasuredComponent extends RunningComponent {
  readonly memoryBytes?: number;
}

/** Reads the state of the platform of `SIGHTLINE_HOME`; nothing when none runs. */
export function readPlatform(env: NodeJS.ProcessEnv = process.env): PlatformState | undefined {
  const home = homeAt(readSettings(env).home);
  const state = readState(home.stateFile);
  if (!state || !isSame(state.supervisor)) return undefined;
  // One that was started before it could be closed says nothing of it.
  const { host, ports, secure = false, ...rest } = state;
  return {
    ...rest,
    home: home.path,
    addresses: addressesOf({ host, ports, secure }),
    ...(secure && { certificates: certificatesIn(home.certificates) }),
    apiKey: keepSecrets(home.secretsFile).apiKey,
    shopperKey: keyIn(home.key('shopper')),
  };
}

export function withMemory(platform: PlatformState): MeasuredPlatform {
  const { components, supervisor } = platform;
  const groups = components.map(({ process: identity }) => identity?.pid).filter((pid) => pid !== undefined);
  const memory = residentMemory([...groups, supervisor.pid]);
  return {
    ...platform,
    components: components.map((component) => ({
      ...component,
      ...(component.process ? { memoryBytes: memory.get(component.process.pid) ?? 0 } : {}),
    })),
    memoryBytes: [...memory.values()].reduce((sum, bytes) => sum + bytes, 0),
  };
}

/** Empty where the platform was started before it had one: then a service says what is missing. */
const keyIn = (file: string) => (existsSync(file) ? readFileSync(file, 'utf8').trim() : '');
