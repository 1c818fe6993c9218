import type { Bench } from './bench';
import { collector } from './collector/collector';
import { detection } from './detection/detection';
import { freshness } from './freshness/freshness';
import { ledger } from './ledger/ledger-bench';
import { lowTraffic } from './low-traffic/low-traffic';
import { overhead } from './overhead/overhead';
import { overheadProfile } from './overhead/overhead-profile';
import { sampling } from './sampling/sampling';
import { saturation } from './saturation/saturation';
import { start } from './start/start';

/** Every bench, in the order of the list. */
export const benches: readonly Bench[] = [
  overhead,
  overheadProfile,
  collector,
  saturation,
  sampling,
  ledger,
  freshness,
  detection,
  lowTraffic,
  start,
];
