import { applicationOf, type PlatformState, signalTree } from '@sightline/stack';
import { component } from '../../why';
import type { Fault } from '../fault';

/** One component with all its processes stopped by a signal that the supervisor does not know of. */
export const frozen = (part: string, options: { readonly heldOut: boolean }): Fault => ({
  name: `${part}-frozen`,
  title: `every process of ${part} stopped by SIGSTOP`,
  heldOut: options.heldOut,
  truths: (platform) => [component(nameOf(part, platform))],
  obstacle: (platform) =>
    platform.components.some(({ name }) => [name as string, applicationOf(name)].includes(nameOf(part, platform)))
      ? undefined
      : `${part} is no part of it`,
  async cause(ground) {
    const pid = ground.pidOf(nameOf(part, ground.platform));
    ground.afterwards(() => signalTree(pid, 'SIGCONT'));
    signalTree(pid, 'SIGSTOP');
  },
});

const nameOf = (part: string, { traceStore, logStore }: PlatformState) =>
  part === 'trace-store' ? traceStore : part === 'log-store' ? logStore : part;
