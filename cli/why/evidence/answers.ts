import type { Evidence } from '../context';
import { groupBy } from '../group-by';
import { share } from '../numbers';
import { component } from '../subject';

/** Which component does not answer when it is asked, or has been stopped by a signal: the plainest there is. */
export const answers: Evidence = {
  name: 'answers',
  asks: ['supervisor'],
  async find({ seen, components }) {
    const running = new Set(
      components.filter(({ status }) => status === 'ready' || status === 'unresponsive').map(({ name }) => name),
    );
    const silent = seen.answers.filter(({ name, answers }) => !answers && running.has(name));
    const stopped = groupBy(seen.processes?.stopped ?? [], (each) => each.component);
    return [
      ...silent.map(({ name, ms }) => {
        const waited = seen.processes?.starved.find((each) => each.component === name)?.share ?? 0;
        return {
          evidence: 'answers',
          subject: component(name),
          message: `${name} does not answer`,
          // One that waits for a processor is late, not silent.
          strength: 0.95 * (1 - 0.7 * waited),
          nature: 'own' as const,
          because: `asked twice, ${(ms / 1000).toFixed(1)} s in vain${waited > 0 ? `, of which it waited for a processor ${share(waited)}` : ''}`,
          query: 'sightline status',
        };
      }),
      ...[...stopped].map(([name, processes]) => ({
        evidence: 'processes',
        subject: component(name),
        message: `${processes.length === 1 ? 'a process' : `${processes.length} processes`} of ${name} stand still, stopped by a signal`,
        strength: 0.97,
        nature: 'own' as const,
        because: 'the kernel says so',
        query: `ps -o pid,stat,args -p ${processes.map(({ pid }) => pid).join(',')}`,
      })),
    ];
  },
};
