import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = '/';

/**
 * Whether the kernel shares processor time between sessions before it looks at their processes: it is told to, and no control
 * group does that already (`man 7 sched`, "The autogroup feature").
 */
export function sharesBySession({ proc, cgroups }: { proc: string; cgroups: string } = linux): boolean {
  try {
    if (read(join(proc, 'sys/kernel/sched_autogroup_enabled')) !== '1') return false;
    return !read(join(proc, 'self/cgroup'))
      .split('\n')
      .some((line) => sharesProcessors(line, cgroups));
  } catch {
    return false;
  }
}

const linux = { proc: '/proc', cgroups: '/sys/fs/cgroup' };

/** `hierarchy:controllers:path` of version 1, `0::path` of version 2; the root group shares nothing out. */
function sharesProcessors(line: string, cgroups: string): boolean {
  const [, controllers = '', path = root] = line.split(':');
  if (path === root) return false;
  if (controllers !== '') return controllers.split(',').includes('cpu');
  const [, first = ''] = path.split('/');
  return existsSync(join(cgroups, first, 'cpu.weight'));
}

const read = (file: string) => readFileSync(file, 'utf8').trim();
