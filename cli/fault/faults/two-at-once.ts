import type { Fault } from '../fault';

/** Two that have nothing to do with each other. */
export const twoAtOnce = (one: Fault, other: Fault, options: { readonly heldOut: boolean }): Fault => ({
  name: `${one.name}+${other.name}`,
  title: `${one.title}, and ${other.title}`,
  heldOut: options.heldOut,
  truths: (platform) => [...one.truths(platform), ...other.truths(platform)],
  obstacle: (platform) => one.obstacle?.(platform) ?? other.obstacle?.(platform),
  async prepare(ground) {
    await one.prepare?.(ground);
    await other.prepare?.(ground);
  },
  async cause(ground) {
    await one.cause(ground);
    await other.cause(ground);
  },
});
