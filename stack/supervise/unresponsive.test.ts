import { readFileSync } from 'node:fs';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Component } from '../component';
import { freePort } from '../free-port';
import { eventually } from '../testing/eventually';
import { quickTiming } from '../testing/quick-timing';
import { scriptComponent } from '../testing/script-component';
import { testSite } from '../testing/site';
import type { Timing } from './supervised';
import { Supervisor } from './supervisor';

/** A service of a few lines; `more` says what it does with a request of a path. */
async function service(more = '', overrides: Partial<Component> = {}): Promise<{ component: Component; url: string }> {
  const url = `http://127.0.0.1:${await freePort()}`;
  const script = `
    const server = require('node:http').createServer((request, response) => {
      const path = request.url;
      ${more}
      response.end('ok');
    });
    server.listen(${new URL(url).port}, '127.0.0.1');`;
  const component = scriptComponent(script, { name: 'order', ready: () => ({ kind: 'http', url }), ...overrides });
  return { component, url };
}

function supervise(component: Component, overrides: Partial<Timing> = {}) {
  const reports: string[] = [];
  const supervisor = new Supervisor([component], {
    site: testSite(),
    timing: { ...quickTiming, ...overrides },
    report: (line) => reports.push(line),
  });
  onTestFinished(() => supervisor.stop());
  const state = () => {
    const [found] = supervisor.states;
    if (!found) throw new Error('no component');
    return found;
  };
  return { supervisor, reports, state, pid: () => state().process?.pid ?? 0 };
}

// A loop is given up after that much time of its own, of which it gets little on a full machine.
const impatient = { patienceMs: () => 150 };
const isShown = (state: () => { status: string }) => () => state().status === 'unresponsive';

describe('a component that answers nothing', () => {
  it('is shown as such, with what it does meanwhile, and as ready when it answers again', async () => {
    const { component } = await service();
    const { supervisor, reports, state, pid } = supervise(component);
    await supervisor.start();
    process.kill(pid(), 'SIGSTOP');
    await eventually('it to be shown', isShown(state));
    if (process.platform === 'linux') expect(state().silent?.doing).toBe('stopped');
    process.kill(pid(), 'SIGCONT');
    await eventually('it to be shown as ready', () => state().status === 'ready');
    expect(state()).toMatchObject({ restarts: 0, wasSilent: { ended: 'answered' } });
    expect(state()).not.toHaveProperty('silent');
    expect(reports).toEqual([
      expect.stringMatching(/^order has answered nothing for \d/),
      expect.stringMatching(/^order answers again; it had answered nothing for \d/),
    ]);
  });

  const hangs: Record<string, string> = {
    'loops without end': `if (path === '/hang') for (;;) {}`,
    'takes requests and never answers': `if (globalThis.hung ||= path === '/hang') return;`,
    'trickles a byte now and then': `if (globalThis.hung ||= path === '/hang') return void setInterval(() => response.write('.'), 20);`,
    'no longer listens': `if (path === '/hang') server.close(), server.closeAllConnections(), setInterval(() => {}, 1e6);`,
  };
  it.each(Object.entries(hangs))('since it %s is ended and started again, and why is told', async (_, hang) => {
    const { component, url } = await service(hang);
    const { supervisor, reports, state, pid } = supervise(component, impatient);
    await supervisor.start();
    const first = pid();
    fetch(`${url}/hang`, { signal: AbortSignal.timeout(200) }).catch(() => {});
    await eventually('a restart', () => state().restarts === 1 && state().status === 'ready');
    expect(pid()).not.toBe(first);
    expect(state()).toMatchObject({ wasSilent: { ended: 'restarted' } });
    expect(state().lastExit).toMatch(/, having answered nothing for \d/);
    expect(reports).toContainEqual(
      expect.stringMatching(/^order has answered nothing for .*: ended, to be started again$/),
    );
    expect(readFileSync(state().log, 'utf8')).toMatch(/it has answered nothing for .*: ended, to be started again/);
  });

  it('though it was stopped by a signal, and deaf to its end, is ended and started again', async () => {
    const { component } = await service(`process.on('SIGTERM', () => {});`);
    const { supervisor, state, pid } = supervise(component, impatient);
    await supervisor.start();
    process.kill(pid(), 'SIGSTOP');
    await eventually('a restart', () => state().restarts === 1 && state().status === 'ready');
    expect(state().lastExit).toMatch(/^was ended by SIG(TERM|KILL), having answered nothing/);
  });

  it('can be stopped all the same', async () => {
    const { component } = await service();
    const { supervisor, state, pid } = supervise(component);
    await supervisor.start();
    process.kill(pid(), 'SIGSTOP');
    await eventually('it to be shown', isShown(state));
    await supervisor.stop();
    expect(state()).toMatchObject({ status: 'stopped' });
    expect(state()).not.toHaveProperty('process');
  });
});

describe('a component that is left alone', () => {
  it('is one that was paused on purpose, however long, and afterwards it starts with a clean slate', async () => {
    const { component } = await service();
    let asked = 0;
    const counted = { ...component, ready: component.ready.bind(component) };
    const { supervisor, reports, state, pid } = supervise(counted, {
      patienceMs: () => {
        asked += 1;
        return 300;
      },
    });
    await supervisor.start();
    const first = pid();
    supervisor.intervene({ order: { operation: 'pause' } });
    const until = Date.now() + 1200;
    await eventually('patience to be over', () => Date.now() > until);
    expect(state()).toMatchObject({ status: 'paused', restarts: 0 });
    supervisor.intervene({});
    const again = Date.now() + 600;
    await eventually('it to be watched again', () => Date.now() > again);
    expect([state().status, pid(), reports, asked]).toEqual(['ready', first, [], 1]);
  });

  it('is one that answers that it is not ready: others are away, and would not be back sooner', async () => {
    const { component, url } = await service(`if (globalThis.away ||= path === '/away') response.statusCode = 503;`);
    const { supervisor, state } = supervise(component, impatient);
    await supervisor.start();
    await fetch(`${url}/away`);
    const until = Date.now() + 1200;
    await eventually('patience to be over', () => Date.now() > until);
    expect(state()).toMatchObject({ status: 'ready', restarts: 0 });
  });

  it('is one that lives, but is not ready in time: the start fails, it goes on, and is ready when it can be', async () => {
    const { component, url } = await service(
      `globalThis.here ||= path === '/here'; if (!globalThis.here && path !== '/alive') response.statusCode = 503;`,
    );
    const alive = () => ({ kind: 'http', url: `${url}/alive` }) as const;
    const { supervisor, state, pid } = supervise({ ...component, alive }, { readyWithinMs: 500 });
    await expect(supervisor.start()).rejects.toThrow('order lives, but is not ready within 0.5 s');
    const first = pid();
    expect(state()).toMatchObject({ status: 'starting', restarts: 0 });
    await fetch(`${url}/here`);
    await eventually('it to be ready', () => state().status === 'ready');
    expect(pid()).toBe(first);
  });
});
