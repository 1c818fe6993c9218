import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { PortName } from '@sightline/stack';
import { component } from '../../why';
import type { Fault } from '../fault';
import { unlessRootOnLinux } from '../root-on-linux';

const run = promisify(execFile);

/** What is sent to a component gets lost on the way, on connections that are open and on new ones, as where a network is divided. */
export const cutOff = (part: 'postgres' | 'kafka' | 'bank', options: { readonly heldOut: boolean }): Fault => ({
  name: `${part}-cut-off`,
  title: `every packet to ${part} lost`,
  heldOut: options.heldOut,
  truths: () => [component(part)],
  obstacle: () => unlessRootOnLinux('packets can be dropped by root on Linux only'),
  async cause(ground) {
    const { addresses } = ground.platform;
    const port: PortName = part;
    const rule = ['INPUT', '-p', 'tcp', '-d', addresses.host, '--dport', String(addresses.ports[port]), '-j', 'DROP'];
    await run('iptables', ['-I', ...rule]);
    ground.afterwards(async () => void (await run('iptables', ['-D', ...rule])));
  },
});
