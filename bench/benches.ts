import type { Bench } from './bench';
import { ledger } from './ledger/ledger-bench';
import { overhead } from './overhead/overhead';

/** Every bench, in the order of the list. */
export const benches: readonly Bench[] = [overhead, ledger];
