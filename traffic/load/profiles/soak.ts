import { everyday } from '../../funnel/funnel';
import type { LoadProfile } from '../profile';

export const soak: LoadProfile = {
  name: 'soak',
  title: 'an hour of ordinary traffic, to see what grows',
  requestsPerSecond: 50,
  seconds: 3600,
  shape: () => 1,
  funnel: everyday,
};
