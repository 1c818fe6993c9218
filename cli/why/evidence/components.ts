import type { RunningComponent } from '@sightline/stack';
import type { Evidence } from '../context';
import type { Finding } from '../finding';
import { component } from '../subject';
import type { Times } from '../times';

/** Which process of the platform is not there, or was not a moment ago, by the runner's own account. */
export const components: Evidence = {
  name: 'components',
  asks: ['supervisor'],
  async find({ components: running, times }) {
    const all = running.filter((each) => !isMeant(each));
    return [
      ...all.filter(({ status }) => status !== 'ready').map(absent),
      ...all.flatMap((each) => lately(each, times)),
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
      message: `${title} answers nothing (its process: ${silent.doing})`,
      strength: silent.doing === 'starved' ? strengthOfStarved : 0.96,
      since: new Date(silent.since),
    };
  return {
    ...common,
    evidence: 'components',
    subject: component(name),
    message: `${title} is ${status}${lastExit ? ` (it ${lastExit})` : ''}`,
    strength: status === 'starting' || status === 'waiting' ? 0.7 : 1,
  };
}

/** What is over explains less and less: after so long a third of what it did; one that was started again has left more behind. */
const fadesMs = { answered: 30_000, restarted: 120_000 };

/** One that hung may have been started again by now: what it left behind goes on. */
function lately({ name, title, wasSilent }: RunningComponent, { before, now }: Times): Finding[] {
  if (!wasSilent || new Date(wasSilent.until) < before.until) return [];
  const { doing, ended } = wasSilent;
  const overForMs = Math.max(0, now.since.getTime() - new Date(wasSilent.until).getTime());
  const left = Math.exp(-overForMs / fadesMs[ended]);
  return [
    {
      ...common,
      evidence: 'silences',
      subject: component(name),
      message: `${title} answered nothing for a while (its process: ${doing}), until it ${ended === 'restarted' ? 'was started again' : 'answered again'}`,
      strength: left * (doing === 'starved' ? strengthOfStarved : ended === 'restarted' ? 0.93 : 0.75),
      since: new Date(wasSilent.since),
    },
  ];
}
