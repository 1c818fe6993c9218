import { type ChildProcess, spawn } from 'node:child_process';
import { readlinkSync, writeFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { type Node, network } from './network';
import { runCommand } from './run-command';

const heldWithinMs = 10_000;

/**
 * Settings of the kernel that a kubelet changes where they are others. They are the whole machine's, so it is shown a file that says
 * what it wants to read in place of each.
 */
const kernelSettings = {
  'vm/overcommit_memory': '1',
  'vm/panic_on_oom': '0',
  'kernel/panic': '10',
  'kernel/panic_on_oops': '1',
  'kernel/keys/root_maxkeys': '1000000',
  'kernel/keys/root_maxbytes': '25000000',
};

/** Folders that the parts write to by names of their own; what is written there stays in memory, and goes with the node. */
const ownFolders = ['/run', '/var/lib', '/var/log'];

/** Done as the first thing in the mount namespace of a node, before anything runs in it. */
const ownMounts = (keep: string) =>
  [
    ...ownFolders.map((folder) => `mount -t tmpfs -o mode=755 node ${folder}`),
    'mkdir -p /run/sightline /run/lock /run/kernel /var/log/containers',
    ...Object.entries(kernelSettings).flatMap(([name, value], index) => [
      `echo ${value} > /run/kernel/${index}`,
      `mount --bind /run/kernel/${index} /proc/sys/${name}`,
    ]),
    // What a kubelet mounts must be seen by the containers that it is shared with; nothing of it leaves the node.
    'mount --make-rshared /',
    `exec ${keep}`,
  ].join(' && ');

/** A node's namespaces: a network and a file tree of its own, that live as long as the process that holds them. */
export interface Held {
  /** As the processes of the cluster see it. */
  readonly pid: number;
  readonly process: ChildProcess;
  /** Puts a command into them. */
  enter(command: readonly [string, ...string[]]): [string, ...string[]];
}

/** Makes the namespaces of a node. @param pause the program that holds them. */
export async function holdNode(pause: string): Promise<Held> {
  const args = ['--net', '--mount', '--uts', '--propagation', 'private', '--', '/bin/sh', '-c', ownMounts(pause)];
  const child = spawn('unshare', args, { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (chunk) => {
    said += chunk;
  });
  const { pid } = child;
  if (!pid) throw new Error('unshare could not be run: is it there, and are you root?');
  for (const deadline = Date.now() + heldWithinMs; !holds(pid, pause); await delay(20)) {
    if (child.exitCode !== null) throw new Error(`the namespaces of a node could not be made: ${said.trim()}`);
    if (Date.now() > deadline) throw new Error('the namespaces of a node were not made within 10 s');
  }
  return {
    pid,
    process: child,
    enter: (command) => ['nsenter', `--target=${pid}`, '--net', '--mount', '--uts', '--', ...command],
  };
}

function holds(pid: number, pause: string): boolean {
  try {
    return readlinkSync(`/proc/${pid}/exe`) === pause;
  } catch {
    return false;
  }
}

const ip = (...args: string[]) => runCommand(['ip', ...args]);

/** The switch between the nodes, in the network namespace of the control plane. */
export async function makeSwitch(): Promise<void> {
  await ip('link', 'set', 'lo', 'up');
  await ip('link', 'add', network.bridge, 'type', 'bridge');
  await ip('address', 'add', `${network.controlPlane}/${network.prefix}`, 'dev', network.bridge);
  await ip('link', 'set', network.bridge, 'up');
  forward();
}

/** Connects a node to the switch; the pods of each are reached through it. */
export async function connectNode(node: Node, held: Held): Promise<void> {
  const inside = (...args: string[]) => runCommand(held.enter(['ip', ...args]));
  await ip('link', 'add', node.name, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', String(held.pid));
  await ip('link', 'set', node.name, 'master', network.bridge);
  await ip('link', 'set', node.name, 'up');
  await inside('link', 'set', 'lo', 'up');
  await inside('address', 'add', `${node.address}/${network.prefix}`, 'dev', 'eth0');
  await inside('link', 'set', 'eth0', 'up');
  await inside('route', 'add', 'default', 'via', network.controlPlane);
  await ip('route', 'add', node.pods, 'via', node.address);
  // What comes back from a Service to a pod of the same node crosses the bridge, and must be seen by the rules that sent it there.
  const rules = 'echo 1 > /proc/sys/net/ipv4/ip_forward && echo 1 > /proc/sys/net/bridge/bridge-nf-call-iptables';
  await runCommand(held.enter(['/bin/sh', '-c', rules]));
  await runCommand(held.enter(['hostname', node.name]));
}

const forward = () => writeFileSync('/proc/sys/net/ipv4/ip_forward', '1');
