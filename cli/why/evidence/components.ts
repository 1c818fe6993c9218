import type { RunningComponent } from '@sightline/stack';
import type { Finding } from '../finding';
import type { Evidence } from '../scene';
import { component } from '../subject';

/** Which process of the platform is not there, or was not a moment ago, by the runner's own account. */
export const components: Evidence = {
  name: 'components',
  asks: ['supervisor'],
  async find({ components: running, times }) {
    const all = running.filter((each) => !isMeant(each));
    return [
      ...all.filter(({ status }) => status !== 'ready').map(absent),
      ...all.flatMap((each) => lately(each, times.before.until)),
    ];
  },
};

/** Who plays a load of his own holds the shoppers meanwhile. */
const isMeant = ({ name, intervention }: RunningComponent) => name === 'traffic' && intervention !== undefined;

const common = { nature: 'own', because: 'the runner says so', query: 'sightline status' } as const;
/** One that waits for a processor is late, not silent. */
const strengthOfStarved = 0.3;

function absent({ name, title, status, lastExit, silent }: RunningComponent): Finding {
  if (silent)
    return {
      ...common,
      evidence: 'answers',
      subject: component(name),
      says: `${title} answers nothing (its process: ${silent.doing})`,
      strength: silent.doing === 'starved' ? strengthOfStarved : 0.96,
      since: new Date(silent.since),
    };
  return {
    ...common,
    evidence: 'components',
    subject: component(name),
    says: `${title} is ${status}${lastExit ? ` (it ${lastExit})` : ''}`,
    strength: status === 'starting' || status === 'waiting' ? 0.7 : 1,
  };
}

/** One that hung may have been started again by now: what it left behind goes on. */
function lately({ name, title, wasSilent }: RunningComponent, since: Date): Finding[] {
  if (!wasSilent || new Date(wasSilent.until) < since) return [];
  const { doing, ended } = wasSilent;
  return [
    {
      ...common,
      evidence: 'silences',
      subject: component(name),
      says: `${title} answered nothing for a while (its process: ${doing}), until it ${ended === 'restarted' ? 'was started again' : 'answered again'}`,
      strength: doing === 'starved' ? strengthOfStarved : ended === 'restarted' ? 0.93 : 0.75,
      since: new Date(wasSilent.since),
    },
  ];
}
