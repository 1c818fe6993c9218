import { describe, expect, it } from 'vitest';
import { hierarchiesIn } from './cgroups';

const line = (mountPoint: string, type: string) => `36 25 0:31 / ${mountPoint} rw,nosuid - ${type} ${type} rw`;

describe('the hierarchies of control groups', () => {
  it('are found of both versions, among all that is mounted', () => {
    const mountInfo = [
      line('/', 'ext4'),
      line('/sys/fs/cgroup', 'tmpfs'),
      line('/sys/fs/cgroup/cpu,cpuacct', 'cgroup'),
      line('/sys/fs/cgroup/unified', 'cgroup2'),
      '',
    ].join('\n');
    expect(hierarchiesIn(mountInfo)).toEqual([
      { path: '/sys/fs/cgroup/cpu,cpuacct', version: 1 },
      { path: '/sys/fs/cgroup/unified', version: 2 },
    ]);
  });

  it('are told apart by the type alone, whatever optional fields there are', () => {
    const mountInfo = '36 25 0:31 / /sys/fs/cgroup rw shared:9 master:1 - cgroup2 cgroup2 rw';
    expect(hierarchiesIn(mountInfo)).toEqual([{ path: '/sys/fs/cgroup', version: 2 }]);
  });
});
