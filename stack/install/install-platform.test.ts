import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Component, ComponentName, Engine } from '../component';
import { PlatformError } from '../platform-error';
import { silent } from '../report/progress';
import { readSettings } from '../settings';
import { putProgram, testEngine } from '../testing/engine';
import { lives, scriptComponent } from '../testing/script-component';
import { temporaryFolder } from '../testing/temporary-folder';
import { type InstallState, installPlatform } from './install-platform';

afterEach(() => vi.unstubAllEnvs());

const tempo: Engine = { ...testEngine(), name: 'tempo', title: 'Tempo', optional: 'Zipkin keeps the traces' };
const zipkin: Engine = { ...testEngine(), name: 'zipkin', title: 'Zipkin', standsInFor: 'tempo' };
const loki: Engine = { ...testEngine(), optional: 'VictoriaLogs keeps the log lines' };
const victorialogs: Engine = { ...testEngine(), name: 'victorialogs', title: 'VictoriaLogs', standsInFor: 'loki' };
const lokiApi = scriptComponent(lives, { name: 'loki-api', standsInFor: 'loki' });
const order = scriptComponent(lives, { name: 'order' });

type Given = 'TEMPO' | 'ZIPKIN' | 'LOKI' | 'VICTORIALOGS';

interface Choice {
  readonly traceStore?: 'tempo' | 'zipkin';
  readonly logStore?: 'loki' | 'victorialogs';
  readonly changed?: (name: ComponentName, state: InstallState) => void;
}

/** Installs with these engines given by path, and no others to be had. */
function install(components: readonly Component[], given: readonly Given[], choice: Choice = {}) {
  const folder = temporaryFolder();
  for (const name of given) vi.stubEnv(`SIGHTLINE_${name}_BIN`, putProgram(join(folder, name, 'loki'), '3.7.8'));
  const settings = readSettings({ SIGHTLINE_CACHE: folder });
  return installPlatform(components, { settings, progress: silent, ...choice });
}

const planned = (...args: Parameters<typeof install>) => install(...args).plan;

describe('the platform', () => {
  it('has Tempo where it can be had, and no Zipkin beside it', async () => {
    const plan = await planned([tempo, zipkin, order], ['TEMPO', 'ZIPKIN']);
    expect(plan).toMatchObject({ traceStore: 'tempo', components: ['tempo', 'order'] });
  });

  it('has Zipkin where Tempo cannot be had', async () => {
    const plan = await planned([tempo, zipkin, order], ['ZIPKIN']);
    expect(plan).toMatchObject({ traceStore: 'zipkin', components: ['zipkin', 'order'] });
  });

  it('has the trace store that is asked for', async () => {
    const plan = await planned([tempo, zipkin], ['TEMPO', 'ZIPKIN'], { traceStore: 'zipkin' });
    expect(plan).toMatchObject({ traceStore: 'zipkin', components: ['zipkin'] });
  });

  it('does not start when the trace store that is asked for cannot be had', async () => {
    await expect(planned([tempo, zipkin], ['ZIPKIN'], { traceStore: 'tempo' })).rejects.toThrow(
      'Tempo 3.7.8 cannot be had',
    );
  });

  it('has a component of ours in the place of an engine that cannot be had, made beforehand', async () => {
    const made = vi.fn();
    const own = scriptComponent(lives, { name: 'traffic', standsInFor: 'tempo', install: async () => made() });
    expect((await planned([tempo, own], [])).components).toEqual(['traffic']);
    expect(made).toHaveBeenCalledOnce();
    expect((await planned([tempo, own], ['TEMPO'])).components).toEqual(['tempo']);
    expect(made).toHaveBeenCalledOnce();
  });

  it('has all that stands in for Loki where that cannot be had, and none of it where it can', async () => {
    const logs = [loki, victorialogs, lokiApi];
    expect(await planned(logs, ['VICTORIALOGS'])).toMatchObject({
      logStore: 'victorialogs',
      components: ['victorialogs', 'loki-api'],
    });
    expect(await planned(logs, ['LOKI', 'VICTORIALOGS'])).toMatchObject({ logStore: 'loki', components: ['loki'] });
    expect(await planned(logs, ['LOKI', 'VICTORIALOGS'], { logStore: 'victorialogs' })).toMatchObject({
      logStore: 'victorialogs',
      components: ['victorialogs', 'loki-api'],
    });
  });

  it('does not start when the log store that is asked for cannot be had', async () => {
    await expect(planned([loki, victorialogs], ['VICTORIALOGS'], { logStore: 'loki' })).rejects.toThrow(
      'Loki 3.7.8 cannot be had',
    );
  });
});

function withResolvers() {
  let resolve = () => {};
  let reject = (_: Error) => {};
  const promise = new Promise<void>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}

/** A component that takes its time to be made, until the test lets it be done or fail. */
function slowToMake(name: ComponentName) {
  const { promise, resolve, reject } = withResolvers();
  const component = scriptComponent(lives, {
    name,
    install: (task, signal) => {
      task.update('compiling', { fromMs: 60_000, toMs: 120_000 });
      signal.addEventListener('abort', () => reject(new Error('aborted')));
      return promise;
    },
  });
  return { component, made: promise, done: resolve, fail: reject };
}

describe('the installation', () => {
  it('has a plan before everything is there, and tells how each comes along', async () => {
    const slow = slowToMake('traffic');
    const told: [string, InstallState][] = [];
    const { plan, complete } = install([tempo, zipkin, slow.component, order], ['TEMPO'], {
      changed: (name, state) => told.push([name, state]),
    });
    expect((await plan).components).toEqual(['tempo', 'traffic', 'order']);
    expect(told).toEqual([
      ['traffic', { kind: 'installing', doing: 'compiling', left: { fromMs: 60_000, toMs: 120_000 } }],
      ['tempo', { kind: 'installed', found: expect.objectContaining({ engine: 'tempo' }) }],
    ]);
    slow.done();
    await complete;
    expect(told.at(-1)).toEqual(['traffic', { kind: 'installed' }]);
  });

  it('goes on with the others when one cannot be had, and says what to do', async () => {
    const [bad, good] = [slowToMake('traffic'), slowToMake('bank')];
    const told: [string, InstallState][] = [];
    const { plan, complete } = install([bad.component, good.component], [], {
      changed: (name, state) => told.push([name, state]),
    });
    await plan;
    bad.fail(new Error('no space left on device'));
    await expect(complete).rejects.toThrow(/no space left.*\n.*start again, it goes on/);
    good.done();
    await vi.waitFor(() => expect(told.at(-1)).toEqual(['bank', { kind: 'installed' }]));
    expect(told).toContainEqual(['traffic', { kind: 'unavailable', error: expect.any(PlatformError) }]);
  });

  it('can be given up, and then waits until nothing is at work', async () => {
    const slow = slowToMake('traffic');
    const { plan, complete, giveUp } = install([slow.component], []);
    await plan;
    await giveUp();
    await expect(complete).rejects.toThrow('aborted');
  });

  it('ends all work when something fails before the plan stands', async () => {
    const slow = slowToMake('traffic');
    const needed: Engine = { ...testEngine(), name: 'tempo', title: 'Tempo' };
    const { plan } = install([needed, zipkin, slow.component], []);
    await expect(plan).rejects.toThrow('Tempo 3.7.8 cannot be had');
    await expect(slow.made).rejects.toThrow('aborted');
  });
});
