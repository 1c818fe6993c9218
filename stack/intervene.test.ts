import { mkdirSync } from 'node:fs';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { addresses } from './addresses';
import { type Home, homeAt } from './home';
import { withLock } from './install/lock';
import { intervene, restart } from './intervene';
import { type Intervention, readInterventions, writeInterventions } from './supervise/interventions';
import { identityOf } from './supervise/process-identity';
import { type ComponentState, type SupervisorState, writeState } from './supervise/state';
import { eventually } from './testing/eventually';
import { temporaryFolder } from './testing/temporary-folder';

let home: Home;
let file: string;

/** As a supervisor would tell it: this process stands for one. */
const tell = (...interventions: (Intervention | undefined)[]) =>
  writeState(home.stateFile, {
    supervisor: identityOf(process.pid),
    phase: 'ready',
    host: '127.0.0.1',
    ports: addresses({}).ports,
    components: interventions.map((intervention, index) => ({
      name: `order-${index + 1}`,
      title: 'Order service',
      status: intervention?.operation === 'pause' ? 'paused' : 'ready',
      process: identityOf(process.pid),
      ...(intervention && { intervention }),
    })) as unknown as ComponentState[],
  } as unknown as SupervisorState);

beforeEach(() => {
  home = homeAt(temporaryFolder());
  file = home.run('interventions.json');
  mkdirSync(home.run(), { recursive: true });
  vi.stubEnv('SIGHTLINE_HOME', home.path);
  onTestFinished(() => void vi.unstubAllEnvs());
  tell(undefined, undefined);
});

describe('an intervention', () => {
  it('leaves alone what another process wants at the same time', async () => {
    let asked: Promise<void> | undefined;
    await withLock(home.run('interventions.lock'), {}, async () => {
      const before = readInterventions(file);
      asked = intervene('order-1', { operation: 'pause' });
      writeInterventions(file, { ...before, 'order-2': { operation: 'stop' } });
    });
    const both = { 'order-1': { operation: 'pause' }, 'order-2': { operation: 'stop' } };
    await eventually('both', () => Object.keys(readInterventions(file)).length === 2);
    expect(readInterventions(file)).toEqual(both);
    tell({ operation: 'pause' });
    await asked;
  });
});

describe('a restart', () => {
  it('that is interrupted leaves nothing in force, and begins with no other', async () => {
    const interrupted = new AbortController();
    const restarted = restart('order', interrupted.signal).next();
    const failure = expect(restarted).rejects.toMatchObject({ code: 'INTERRUPTED' });
    await eventually('the wish', () => Object.keys(readInterventions(file)).length > 0);
    expect(readInterventions(file)).toMatchObject({ 'order-1': { operation: 'restart' } });
    interrupted.abort();
    await failure;
    expect(readInterventions(file)).toEqual({});
  });
});
