import { describe, expect, it, onTestFinished } from 'vitest';
import type { Component, ComponentName } from '../component';
import { PlatformError } from '../platform-error';
import { eventually } from '../testing/eventually';
import { quickTiming } from '../testing/quick-timing';
import { lives, scriptComponent } from '../testing/script-component';
import { testSite } from '../testing/site';
import { Supervisor } from './supervisor';

const script = (name: ComponentName, more: Partial<Component> = {}) => scriptComponent(lives, { name, ...more });

function supervise(components: readonly Component[], missing: readonly ComponentName[]) {
  const started: ComponentName[] = [];
  const noted = components.map((component) => ({ ...component, prepare: () => void started.push(component.name) }));
  const supervisor = new Supervisor(noted, { site: testSite(), timing: quickTiming, missing });
  onTestFinished(() => supervisor.stop());
  const status = (name: ComponentName) => supervisor.states.find((each) => each.name === name)?.status;
  return { supervisor, started, status };
}

const gone = new PlatformError('ENGINE_UNAVAILABLE', { problem: 'the compiler broke', remedy: 'start again' });

describe('while the program of a component is still being had', () => {
  it('those that can do without it start, those that need it wait, and it follows when it is there', async () => {
    const { supervisor, started, status } = supervise(
      [
        script('prometheus'),
        script('collector', { after: ['prometheus', 'postgres'] }),
        script('postgres'),
        script('loki-api', { needs: ['prometheus'] }),
        // Waits for what could start by now, not for what waits itself.
        script('viewer', { after: ['loki-api'] }),
      ],
      ['prometheus'],
    );
    const whole = supervisor.start();
    await eventually('the collector and the viewer', () =>
      ['collector', 'viewer'].every((name) => status(name as ComponentName) === 'ready'),
    );
    expect(started.indexOf('postgres')).toBeLessThan(started.indexOf('collector'));
    expect([status('prometheus'), status('loki-api')]).toEqual(['installing', 'waiting']);

    supervisor.installing('prometheus', { doing: 'linking', left: { fromMs: 1000, toMs: 2000 } });
    expect(supervisor.states[0]).toMatchObject({
      installing: { doing: 'linking', left: { fromMs: 1000, toMs: 2000 } },
    });
    supervisor.installed('prometheus');
    await whole;
    expect(started.slice(-2)).toEqual(['prometheus', 'loki-api']);
    expect(supervisor.states[0]).not.toHaveProperty('installing');
  });

  it('the platform can be stopped, and what comes afterwards is not started', async () => {
    const { supervisor, started, status } = supervise([script('prometheus'), script('order')], ['prometheus']);
    const failure = expect(supervisor.start()).rejects.toMatchObject({ code: 'INTERRUPTED' });
    await eventually('the order service', () => status('order') === 'ready');
    await supervisor.stop();
    await failure;
    supervisor.installed('prometheus');
    expect([started, status('order')]).toEqual([['order'], 'stopped']);
  });
});

describe('a component that cannot be had', () => {
  it('fails the start, with its reason; all that does not need it goes on', async () => {
    const { supervisor, status } = supervise(
      [
        script('prometheus'),
        script('loki-api', { needs: ['prometheus'] }),
        script('collector', { after: ['prometheus'] }),
      ],
      ['prometheus'],
    );
    const whole = supervisor.start();
    supervisor.unavailable('prometheus', gone);
    await expect(whole).rejects.toThrow('the compiler broke');
    await eventually('the collector', () => status('collector') === 'ready');
    expect(supervisor.states[0]).toMatchObject({
      status: 'failed',
      failure: { code: 'ENGINE_UNAVAILABLE', problem: 'the compiler broke', remedy: 'start again' },
    });
    expect(status('loki-api')).toBe('waiting');
  });
});

describe('what waits for a component', () => {
  it.each(['needs', 'after'] as const)('waits for all that stands in for it (%s)', async (reason) => {
    const { supervisor, started } = supervise(
      [
        script('viewer', { [reason]: ['loki'] }),
        script('victorialogs', { standsInFor: 'loki' }),
        script('loki-api', { standsInFor: 'loki', needs: ['victorialogs'] }),
      ],
      [],
    );
    await supervisor.start();
    expect(started).toEqual(['victorialogs', 'loki-api', 'viewer']);
  });
});
