import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../testing/temporary-folder';
import { sharesBySession } from './shares-by-session';

function machine(files: Readonly<Record<string, string>>) {
  const folder = temporaryFolder();
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), `${text}\n`);
  }
  return { proc: join(folder, 'proc'), cgroups: join(folder, 'cgroups') };
}

const on = { 'proc/sys/kernel/sched_autogroup_enabled': '1' };
const inGroup = (lines: string) => ({ 'proc/self/cgroup': lines });

it.each([
  ['version 1, the root group', { ...on, ...inGroup('4:memory:/box\n1:cpu,cpuacct:/\n0::/') }, true],
  ['version 1, a group of its own', { ...on, ...inGroup('4:memory:/\n1:cpu,cpuacct:/box') }, false],
  ['version 2, a group that shares no processors', { ...on, ...inGroup('0::/user.slice/shell') }, true],
  [
    'version 2, a group that shares processors',
    { ...on, ...inGroup('0::/user.slice/shell'), 'cgroups/user.slice/cpu.weight': '100' },
    false,
  ],
  ['sessions switched off', { 'proc/sys/kernel/sched_autogroup_enabled': '0', ...inGroup('0::/') }, false],
  ['a system that knows no sessions', {}, false],
])('%s', (_, files, shares) => {
  expect(sharesBySession(machine(files))).toBe(shares);
});
