import { everyday } from '../../funnel/funnel';
import type { LoadProfile } from '../profile';

export const spike: LoadProfile = {
  name: 'spike',
  title: 'ten times the rate at once, for a fifth of the run, and time to recover',
  requestsPerSecond: 500,
  seconds: 90,
  shape: (progress) => (progress >= 0.3 && progress < 0.5 ? 1 : 0.1),
  funnel: everyday,
};
