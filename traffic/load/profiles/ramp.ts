import { everyday } from '../../funnel/funnel';
import type { LoadProfile } from '../profile';

/** Where it starts. */
const first = 0.05;

export const ramp: LoadProfile = {
  name: 'ramp',
  title: 'more and more, to find where it breaks; the top is held for the last fifth',
  requestsPerSecond: 500,
  seconds: 120,
  shape: (progress) => Math.min(1, first + (1 - first) * (progress / 0.8)),
  funnel: everyday,
};
