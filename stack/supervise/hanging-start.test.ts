import { expect, it, onTestFinished } from 'vitest';
import { eventually } from '../testing/eventually';
import { lives, scriptComponent } from '../testing/script-component';
import { testSite } from '../testing/site';
import { Supervisor } from './supervisor';

it('a component is started without one that hangs in its start, where it can do without', async () => {
  const hanging = scriptComponent(lives, {
    name: 'kafka',
    ready: () => ({ kind: 'http', url: 'http://127.0.0.1:1' }),
  });
  const coping = scriptComponent(lives, { name: 'order', after: ['kafka'] });
  const supervisor = new Supervisor([coping, hanging], { site: testSite(), waitForOthersMs: 50 });
  onTestFinished(() => supervisor.stop());
  const status = (name: string) => supervisor.states.find((each) => each.name === name)?.status;

  supervisor.start().catch(() => {});
  await eventually('the one that copes', () => status('order') === 'ready');
  expect(status('kafka')).toBe('starting');
});
