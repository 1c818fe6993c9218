import type { Incident } from './incident';
import { nPlusOne } from './n-plus-one';
import { slowBank } from './slow-bank';

/** Everything that can be made to go wrong, in the order in which `incident list` shows it. */
export const incidents: readonly Incident[] = [nPlusOne, slowBank];
