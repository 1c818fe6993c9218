import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Component, ComponentName } from '../component';
import { eventually } from '../testing/eventually';
import { quickTiming } from '../testing/quick-timing';
import { lives, scriptComponent } from '../testing/script-component';
import { testSite } from '../testing/site';
import type { Timing } from './supervised';
import { Supervisor } from './supervisor';

function supervise(components: readonly Component[], overrides: Partial<Timing> = {}) {
  const site = testSite();
  const reports: string[] = [];
  const supervisor = new Supervisor(components, {
    site,
    timing: { ...quickTiming, ...overrides },
    report: (line) => reports.push(line),
  });
  onTestFinished(() => supervisor.stop());
  const state = (name: ComponentName) => {
    const found = supervisor.states.find((each) => each.name === name);
    if (!found) throw new Error(`no component ${name}`);
    return found;
  };
  return { supervisor, site, reports, state };
}

const isAlive = (pid: number) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

describe('the supervisor', () => {
  it('starts a component when what it waits for is ready, and stops it before', async () => {
    const happened: string[] = [];
    const noted = (name: ComponentName, after: ComponentName[]) =>
      scriptComponent(lives, {
        name,
        after,
        prepare: () => void happened.push(`${name} starts`),
        onReady: async () => void happened.push(`${name} is ready`),
        onStop: async () => void happened.push(`${name} stops`),
      });
    const { supervisor } = supervise([noted('order', ['kafka']), noted('kafka', ['postgres']), noted('postgres', [])]);
    await supervisor.start();
    await supervisor.stop();
    const order = ['postgres', 'kafka', 'order'];
    const started = order.flatMap((name) => [`${name} starts`, `${name} is ready`]);
    expect(happened).toEqual([...started, 'order stops', 'kafka stops', 'postgres stops']);
  });

  it('starts a component that ends by itself again, and reports how it ended with its last lines', async () => {
    const { supervisor, reports, state } = supervise([
      scriptComponent(`console.log('about to fail'); ${lives}`, { name: 'order' }),
    ]);
    await supervisor.start();
    const first = state('order').process?.pid ?? 0;
    await eventually('its first words', () => readFileSync(state('order').log, 'utf8').includes('about to fail'));
    process.kill(first, 'SIGKILL');
    await eventually('a restart', () => state('order').restarts === 1 && state('order').status === 'ready');
    expect(state('order').process?.pid).not.toBe(first);
    expect(state('order').lastExit).toBe('was ended by SIGKILL');
    expect(reports).toEqual([
      expect.stringMatching(/^order was ended by SIGKILL; starting it again in 0\.02 s.*about to fail/s),
      'order is ready again',
    ]);
  });

  it('fails with its last lines when a component does not start three times', async () => {
    const { supervisor, state } = supervise([
      scriptComponent(`console.error('no such table'); process.exit(3)`, {
        name: 'order',
        title: 'Order service',
        ready: () => ({ kind: 'http', url: 'http://127.0.0.1:1' }),
      }),
    ]);
    await expect(supervisor.start()).rejects.toThrow(
      /Order service does not start: ended with exit code 3.*no such table.*read .*order\.log/s,
    );
    expect(state('order').status).toBe('failed');
  });

  it('fails when a program is not there', async () => {
    const { supervisor } = supervise([
      scriptComponent('', { name: 'order', command: () => ({ program: '/nowhere/order', args: [] }) }),
    ]);
    await expect(supervisor.start()).rejects.toThrow('could not be run: spawn /nowhere/order ENOENT');
  });

  it('gives up on a component that does not become ready in time', async () => {
    const never = scriptComponent(lives, { name: 'order', ready: () => ({ kind: 'http', url: 'http://127.0.0.1:1' }) });
    const { supervisor } = supervise([never], { readyWithinMs: 100 });
    await expect(supervisor.start()).rejects.toThrow(/not ready within 0\.1 s/);
  });

  it('kills what does not stop within its grace', async () => {
    const { supervisor, state } = supervise([
      scriptComponent(`process.on('SIGTERM', () => {}); console.log('deaf'); ${lives}`, { name: 'order' }),
    ]);
    await supervisor.start();
    const pid = state('order').process?.pid ?? 0;
    await eventually('it to be deaf', () => readFileSync(state('order').log, 'utf8').includes('deaf'));
    await supervisor.stop();
    expect(isAlive(pid)).toBe(false);
  });

  it('leaves no child of a component behind', async () => {
    const { supervisor, site, state } = supervise([
      scriptComponent(
        `const { spawn } = require('node:child_process');
         const child = spawn(process.execPath, ['-e', ${JSON.stringify(lives)}]);
         require('node:fs').writeFileSync('grandchild', String(child.pid)); console.log('spawned'); ${lives}`,
        { name: 'order' },
      ),
    ]);
    await supervisor.start();
    await eventually('the grandchild', () => readFileSync(state('order').log, 'utf8').includes('spawned'));
    const grandchild = Number(readFileSync(join(site.home.path, 'grandchild'), 'utf8'));
    await supervisor.stop();
    await eventually('the end of the grandchild', () => !isAlive(grandchild));
  });

  it('can be stopped while it starts', async () => {
    const slow = scriptComponent(lives, { name: 'order', ready: () => ({ kind: 'http', url: 'http://127.0.0.1:1' }) });
    const { supervisor, state } = supervise([slow]);
    const starting = supervisor.start();
    const failure = expect(starting).rejects.toMatchObject({ code: 'INTERRUPTED' });
    await eventually('its process', () => state('order').process !== undefined);
    const pid = state('order').process?.pid ?? 0;
    await supervisor.stop();
    await failure;
    expect(isAlive(pid)).toBe(false);
  });

  it('holds a component down until it is let go, and calls neither a crash', async () => {
    const { supervisor, reports, state } = supervise([scriptComponent(lives, { name: 'order' })]);
    await supervisor.start();
    const first = state('order').process?.pid ?? 0;
    supervisor.intervene({ order: { operation: 'stop' } });
    await eventually('its end', () => state('order').status === 'held');
    expect([isAlive(first), state('order').process]).toEqual([false, undefined]);
    supervisor.intervene({});
    await eventually('its return', () => state('order').status === 'ready');
    expect([state('order').restarts, reports]).toEqual([0, []]);
  });

  it('freezes a component in the middle of its work, and stops it all the same', async () => {
    const { supervisor, site, state } = supervise([
      scriptComponent(`let n = 0; setInterval(() => require('node:fs').writeFileSync('ticks', String(++n)), 5);`, {
        name: 'order',
      }),
    ]);
    const ticks = () => readFileSync(join(site.home.path, 'ticks'), 'utf8');
    await supervisor.start();
    await eventually('its first ticks', () => existsSync(join(site.home.path, 'ticks')));
    supervisor.intervene({ order: { operation: 'pause' } });
    expect(state('order').status).toBe('paused');
    const pid = state('order').process?.pid ?? 0;
    const isFrozen = () => /^\d+ \(.*\) T/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
    if (process.platform === 'linux') await eventually('it to stand still', isFrozen);
    const frozenAt = ticks();
    supervisor.intervene({});
    await eventually('it to go on', () => ticks() !== '' && ticks() !== frozenAt);
    expect([state('order').status, state('order').process?.pid]).toEqual(['ready', pid]);
    supervisor.intervene({ order: { operation: 'pause' } });
    await supervisor.stop();
    expect(isAlive(pid)).toBe(false);
  });

  it('starts a component again as another release, and as its own when that is over', async () => {
    const component = scriptComponent('', {
      name: 'order',
      command: ({ release = 'its own' }) => ({
        program: process.execPath,
        args: ['-e', `console.log(${JSON.stringify(release)}); ${lives}`],
      }),
    });
    const { supervisor, state } = supervise([component]);
    const said = () => readFileSync(state('order').log, 'utf8').trim().split('\n');
    await supervisor.start();
    await eventually('its first words', () => said()[0] === 'its own');
    supervisor.intervene({ order: { operation: 'release', version: '0.2.0' } });
    await eventually('the release', () => said()[1] === '0.2.0' && state('order').status === 'ready');
    supervisor.intervene({});
    await eventually('its own version', () => said()[2] === 'its own' && state('order').status === 'ready');
    expect(state('order').restarts).toBe(0);
  });

  it('passes on to components what they need of the environment, and nothing secret', async () => {
    process.env.SOME_TOKEN = 'secret';
    onTestFinished(() => void delete process.env.SOME_TOKEN);
    const { supervisor, state } = supervise([
      scriptComponent(`console.log(JSON.stringify(process.env)); ${lives}`, {
        name: 'order',
      }),
    ]);
    await supervisor.start();
    await eventually('its environment', () => readFileSync(state('order').log, 'utf8').includes('PATH'));
    expect(readFileSync(state('order').log, 'utf8')).not.toContain('SOME_TOKEN');
  });
});
