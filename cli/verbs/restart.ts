import { type ComponentName, type Restarted, restart } from '@sightline/stack';
import { interruption } from '../interruption';
import { verb } from '../verb';

export const restartVerb = verb({
  name: 'restart',
  summary: 'start a component again; several of a service one after the other, so that no request fails',
  description:
    'Ends a component in order and starts it again. Of a service that there are several of (`up --replicas`), one instance after the other is taken out, ends what it has under way and starts again, and the next follows when it is ready: requests go to the others meanwhile. Name an instance (order-2) for that one alone.',
  onlyReads: false,
  needs: ['supervisor'],
  arguments: [
    { name: '<component>', description: 'a component, a service or an instance of one, from `sightline status`' },
  ],
  examples: [
    { command: 'sightline restart order', does: 'every instance of order, one after the other' },
    { command: 'sightline restart order-2', does: 'one instance' },
  ],
  async run({ args: [name], connect, screen }) {
    await connect();
    const restarted: Restarted[] = [];
    const interrupted = interruption();
    try {
      for await (const one of restart(name as ComponentName, interrupted.signal)) {
        screen.progress(`${one.name} is ready again after ${one.seconds.toFixed(1)} s`);
        restarted.push(one);
      }
    } finally {
      interrupted.end();
    }
    const text = restarted.map((one) => `${one.name} was restarted in ${one.seconds.toFixed(1)} s`).join('\n');
    return { value: { restarted }, text };
  },
});
