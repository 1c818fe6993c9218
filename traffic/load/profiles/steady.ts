import { everyday } from '../../funnel/funnel';
import type { LoadProfile } from '../profile';

export const steady: LoadProfile = {
  name: 'steady',
  title: 'the same rate all the time',
  requestsPerSecond: 50,
  seconds: 60,
  shape: () => 1,
  funnel: everyday,
};
