import { addresses } from '../addresses';
import type { ComponentName } from '../component';
import { allComponents } from '../components';
import { homeAt } from '../home';
import type { Found, Installed } from '../install/found';
import { type Failure, PlatformError } from '../platform-error';
import { readSettings } from '../settings';
import { siteOf } from '../site';
import { followInterventions } from './interventions';
import type { FromSupervisor, RunPlan, ToSupervisor } from './messages';
import { identityOf } from './process-identity';
import { type SupervisorState, writeState } from './state';
import { Supervisor } from './supervisor';

/**
 * The supervisor's process. It is told what to run over its channel to the command that started it, and lives as long as that
 * channel does, or until it is told to stop once it was detached.
 */
const settings = readSettings();
const at = addresses();
const home = homeAt(settings.home);
const installed: Installed = {};
let supervisor: Supervisor | undefined;
let detached = false;
/** Nothing runs before it is told what. */
let finish: (() => Promise<void>) | undefined = async () => process.exit(0);

const tell = (message: FromSupervisor) => {
  if (process.connected) process.send?.(message, undefined, undefined, () => {});
};

function run({ traceStore, logStore, sloScale, components, missing, installed: found }: RunPlan): void {
  found.forEach(keep);
  const dashboards = components.includes('grafana') ? 'grafana' : 'viewer';
  const site = siteOf({ settings, addresses: at, home, installed, traceStore, logStore, dashboards, sloScale });
  const began = Date.now();
  let phase: SupervisorState['phase'] = 'starting';
  let startSeconds: number | undefined;

  const record = () => {
    const states = running.states.map((state) => ({ ...state, ...originOf(state.name) }));
    writeState(home.stateFile, {
      supervisor: identityOf(process.pid) ?? { pid: process.pid, born: '' },
      phase,
      startedAt: new Date(began).toISOString(),
      ...(startSeconds === undefined ? {} : { startSeconds }),
      environment: settings.environment,
      traceStore,
      logStore,
      sloScale,
      host: at.host,
      ports: at.ports,
      secure: at.secure,
      components: states,
    });
    tell({ type: 'changed', components: states });
  };
  const report = (line: string) => {
    console.log(new Date().toISOString(), line);
    tell({ type: 'report', line });
  };

  const chosen = allComponents.filter(({ name }) => components.includes(name));
  const running = new Supervisor(chosen, { site, missing, changed: () => record(), report });
  supervisor = running;

  followInterventions(home.run('interventions.json'), (interventions) => running.intervene(interventions));

  finish = async () => {
    phase = 'stopping';
    record();
    await running.stop();
    record();
    process.exit(0);
  };
  running.start().then(
    () => {
      if (phase !== 'starting') return;
      phase = 'ready';
      startSeconds = (Date.now() - began) / 1000;
      record();
      tell({ type: 'ready' });
    },
    (error: Error) => {
      if (phase !== 'starting') return;
      console.error(error.message);
      tell({ type: 'failed', failure: error instanceof PlatformError ? error.failure : unexpected(error) });
    },
  );
}

const keep = (found: Found) => {
  installed[found.engine] = found;
};

const unexpected = (error: Error): Failure => ({
  code: 'COMPONENT_FAILED',
  problem: error.stack ?? error.message,
  remedy: `read ${home.log('supervisor')}`,
});

const originOf = (name: ComponentName) => {
  const found = installed[name as keyof Installed];
  return found ? { origin: found.origin, version: found.version } : {};
};

/** Only once: what asks for it a second time waits for the first. */
function stop(): void {
  const once = finish;
  finish = undefined;
  once?.().catch((error: Error) => {
    console.error(error.stack);
    process.exit(1);
  });
}

process.on('message', (message: ToSupervisor) => {
  switch (message.type) {
    case 'start':
      return run(message.plan);
    case 'installing':
      return supervisor?.installing(message.name, message.work);
    case 'installed':
      if (message.found) keep(message.found);
      return supervisor?.installed(message.name);
    case 'unavailable':
      return supervisor?.unavailable(message.name, new PlatformError(message.failure.code, message.failure));
    case 'stop':
      return stop();
    case 'detach':
      detached = true;
      return tell({ type: 'detached' });
  }
});
process.on('disconnect', () => {
  if (detached) return;
  if (finish) stop();
});
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, stop);
tell({ type: 'listening' });
// Lives without anything to do, until it is stopped.
setInterval(() => {}, 1 << 30);
