import type { LoadProfile } from '../profile';
import { ramp } from './ramp';
import { saleDay } from './sale-day';
import { soak } from './soak';
import { spike } from './spike';
import { steady } from './steady';

/** In the order in which `load --help` shows them. */
export const profiles: readonly LoadProfile[] = [steady, ramp, spike, soak, saleDay];

/** @throws when there is none of this name; ask `profiles` first. */
export function profileNamed(name: string): LoadProfile {
  const profile = profiles.find((each) => each.name === name);
  if (profile) return profile;
  throw new Error(`"${name}" is no profile: choose one of ${profiles.map((each) => each.name).join(', ')}`);
}
