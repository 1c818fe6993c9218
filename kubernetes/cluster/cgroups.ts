import { existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const goneWithinMs = 20_000;

/** Where the hierarchies of control groups are mounted: one of version 2, several of version 1, or both. */
export const hierarchiesIn = (mountInfo: string): { readonly path: string; readonly version: 1 | 2 }[] =>
  mountInfo.split('\n').flatMap((line) => {
    // `man 5 proc_pid_mountinfo`: the mount point is the fifth field, the type the first after the dash.
    const [before = '', after = ''] = line.split(' - ');
    const type = after.split(' ')[0];
    const path = before.split(' ')[4];
    if (path === undefined || (type !== 'cgroup' && type !== 'cgroup2')) return [];
    return [{ path, version: type === 'cgroup2' ? (2 as const) : (1 as const) }];
  });

const mountInfo = '/proc/self/mountinfo';
/** None on a system that has no control groups, where an API server alone can run. */
const hierarchies = () => (existsSync(mountInfo) ? hierarchiesIn(readFileSync(mountInfo, 'utf8')) : []);

/** Makes the control group of each node in every hierarchy. */
export function makeCgroups(name: string, nodes: readonly string[]): void {
  for (const { path, version } of hierarchies()) {
    for (const folder of [join(path, name), ...nodes.map((node) => join(path, name, node))]) {
      mkdirSync(folder, { recursive: true });
      if (version === 1) inheritProcessors(folder);
      else passOn(folder);
    }
  }
}

/** In version 1, a group without processors and memory of its own takes no process. */
function inheritProcessors(folder: string): void {
  for (const file of ['cpuset.cpus', 'cpuset.mems']) {
    const own = join(folder, file);
    if (!existsSync(own) || readFileSync(own, 'utf8').trim() !== '') continue;
    writeFileSync(own, readFileSync(join(folder, '..', file), 'utf8'));
  }
}

/** In version 2, a group hands on to its children only what it is told to. */
function passOn(folder: string): void {
  const parent = join(folder, '..');
  const controllers = readFileSync(join(parent, 'cgroup.controllers'), 'utf8').trim().split(' ').filter(Boolean);
  for (const at of [parent, folder])
    for (const controller of controllers) tryWrite(join(at, 'cgroup.subtree_control'), `+${controller}`);
}

function tryWrite(file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch {
    // One that is not to be had is missed by whoever asks for it, and says so.
  }
}

/** The control groups of that name that are there. */
export const cgroupsNamed = (name: string): string[] =>
  hierarchies().flatMap(({ path }) => (existsSync(join(path, name)) ? [join(path, name)] : []));

/** Takes them away; a process that is only just ending holds its own for a moment. */
export async function removeCgroups(name: string): Promise<void> {
  for (const deadline = Date.now() + goneWithinMs; ; await delay(100)) {
    for (const folder of cgroupsNamed(name)) removeTree(folder);
    if (cgroupsNamed(name).length === 0 || Date.now() > deadline) return;
  }
}

function removeTree(folder: string): void {
  try {
    for (const entry of readdirSync(folder, { withFileTypes: true }))
      if (entry.isDirectory()) removeTree(join(folder, entry.name));
    rmdirSync(folder);
  } catch {
    // Something is still in it: tried again.
  }
}
