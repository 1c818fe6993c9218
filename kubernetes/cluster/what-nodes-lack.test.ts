import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { whatNodesLack } from './what-nodes-lack';

const path = mkdtempSync(join(tmpdir(), 'sightline-path-'));
for (const name of ['containerd', 'ctr', 'runc', 'iptables', 'conntrack', 'ip', 'unshare', 'nsenter', 'mount']) {
  writeFileSync(join(path, name), '');
  chmodSync(join(path, name), 0o755);
}
afterAll(() => rmSync(path, { recursive: true }));

const filesystems = 'nodev\toverlay\n\text4\n';
const able = { platform: 'linux', uid: 0, path, filesystems, bridgeRules: true, plugins: '/usr/lib/cni' };

describe('what a machine lacks to run pods', () => {
  it('is nothing where all of it is there', () => {
    expect(whatNodesLack('/home/shop/.sightline/kubernetes', able)).toEqual([]);
  });

  it.each([
    ['another system', { platform: 'darwin' }, 'Linux (this is darwin)'],
    ['another user than root', { uid: 1000 }, 'root: namespaces, mounts and control groups are made'],
    [
      'no overlay',
      { filesystems: '\text4\n\toverlayfs2\n' },
      'the file system overlay in its kernel (modprobe overlay)',
    ],
    [
      'no rules for bridges',
      { bridgeRules: false },
      'rules for what crosses a bridge (/proc/sys/net/bridge) in its kernel (modprobe br_netfilter)',
    ],
  ])('is told of %s', (_, other, lack) => {
    expect(whatNodesLack('/srv/kubernetes', { ...able, ...other })).toEqual([lack]);
  });

  it('is told of programs by the packages that bring them, each once', () => {
    const lacks = whatNodesLack('/srv/kubernetes', { ...able, path: '/nowhere', plugins: undefined });
    expect(lacks).toHaveLength(1);
    expect(lacks[0]).toMatch(/^containerd, ctr, runc, .*the CNI plugins: apt-get install /);
    const packages = lacks[0]?.split('recommends ')[1]?.split(' ') ?? [];
    expect(packages).toContain('containernetworking-plugins');
    expect(new Set(packages).size).toBe(packages.length);
  });

  it.each(['/run/shop', '/var/lib/jenkins/kubernetes', '/var/log/x'])(
    'is told of a folder that a node hides: %s',
    (folder) => {
      expect(whatNodesLack(folder, able)).toEqual([expect.stringContaining('SIGHTLINE_HOME=<folder>')]);
    },
  );

  it('is not told of one that only begins alike', () => {
    expect(whatNodesLack('/var/library/kubernetes', able)).toEqual([]);
  });
});
