import type { ComponentState } from '../supervise/state';
import { type TimeLeft, timeLeft } from './duration';

/** A component whose program is still being made or fetched. */
export interface BeingBuilt {
  readonly title: string;
  /** For a person: `compiling, 312 of 1743 packages`. */
  readonly doing: string;
  readonly left?: TimeLeft;
}

export const beingBuilt = (components: readonly ComponentState[]): BeingBuilt[] =>
  components.flatMap(({ title, installing }) => (installing ? [{ title, ...installing }] : []));

/** `Still being built: Prometheus, about 2 to 3 min yet; Alertmanager`; nothing when everything is there. */
export function stillBeingBuilt(components: readonly ComponentState[]): string | undefined {
  const parts = beingBuilt(components).map(({ title, left }) => (left ? `${title}, ${timeLeft(left)}` : title));
  return parts.length === 0 ? undefined : `Still being built: ${parts.join('; ')}`;
}
