import type { PlatformState } from '@sightline/stack';
import { component } from '../../why';
import type { Fault } from '../fault';
import { unlessRootOnLinux } from '../root-on-linux';
import { smallDisk } from '../small-disk';

/** What a component keeps moved to a file system of its own, and that filled to the last byte. */
export const diskFull = (part: 'log-store' | 'postgres' | 'kafka', options: { readonly heldOut: boolean }): Fault => {
  const nameOf = ({ logStore }: PlatformState) => (part === 'log-store' ? logStore : part);
  return {
    name: `${part}-disk-full`,
    title: `the disk of ${part} full`,
    heldOut: options.heldOut,
    truths: (platform) => [component(nameOf(platform))],
    obstacle: () => unlessRootOnLinux('a file system can be mounted by root only'),
    prepare: (ground) => smallDisk(ground, nameOf(ground.platform)).mount(),
    cause: async (ground) => smallDisk(ground, nameOf(ground.platform)).fill(),
  };
};
