import type { RunningComponent } from '@sightline/stack';
import type { Finding } from '../finding';
import type { Evidence } from '../scene';
import { component } from '../subject';

/** Which process of the platform is not there, by the runner's own account. */
export const components: Evidence = {
  name: 'components',
  async find({ platform }) {
    return platform.components.filter(({ status }) => status !== 'ready').map(absent);
  },
};

function absent({ name, title, status, lastExit }: RunningComponent): Finding {
  return {
    evidence: 'components',
    subject: component(name),
    says: `${title} is ${status}${lastExit ? ` (it ${lastExit})` : ''}`,
    strength: status === 'starting' || status === 'waiting' ? 0.7 : 1,
    because: 'the runner says so',
    query: 'sightline status',
  };
}
