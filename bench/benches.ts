import type { Bench } from './bench';
import { collector } from './collector/collector';
import { overhead } from './overhead/overhead';
import { sampling } from './sampling/sampling';

/** Every bench, in the order of the list. */
export const benches: readonly Bench[] = [overhead, collector, sampling];
