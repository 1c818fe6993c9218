import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Programs of the system that a node runs or is made with, and the packages of Debian and Ubuntu that bring them. */
const programs = {
  containerd: 'containerd',
  ctr: 'containerd',
  runc: 'runc',
  iptables: 'iptables',
  conntrack: 'conntrack',
  ip: 'iproute2',
  unshare: 'util-linux',
  nsenter: 'util-linux',
  mount: 'mount',
} as const;

const plugins = ['bridge', 'host-local', 'loopback', 'portmap'];
const pluginFolders = ['/usr/lib/cni', '/opt/cni/bin'];

/** A node has these for itself: what lies there is hidden from it. */
const hidden = ['/run', '/var/lib', '/var/log'];

/** The folder of the plugins that give pods their network. */
export const networkPlugins = (): string | undefined =>
  pluginFolders.find((folder) => plugins.every((name) => existsSync(join(folder, name))));

/** What brings a module into the kernel. */
const loader = 'modprobe';

/** Modules of the kernel, and what is there once they are. */
const modules = {
  overlay: 'the file system overlay',
  br_netfilter: 'rules for what crosses a bridge (/proc/sys/net/bridge)',
};

interface Machine {
  readonly platform: string;
  readonly uid: number | undefined;
  readonly path: string;
  readonly filesystems: string;
  /** Whether rules are asked about what crosses a bridge. */
  readonly bridgeRules: boolean;
  readonly plugins: string | undefined;
}

const asItIs = (): Machine => ({
  platform: process.platform,
  uid: process.getuid?.(),
  path: process.env.PATH ?? '',
  filesystems: existsSync('/proc/filesystems') ? readFileSync('/proc/filesystems', 'utf8') : '',
  bridgeRules: existsSync('/proc/sys/net/bridge'),
  plugins: networkPlugins(),
});

/** As it is once the kernel has been asked for the modules that it lacks; what it refuses is missing after that. */
function thisMachine(): Machine {
  const machine = asItIs();
  const missing = machine.platform === 'linux' && machine.uid === 0 ? modulesMissing(machine) : [];
  for (const name of missing) spawnSync(loader, [name], { stdio: 'ignore', timeout: 10_000 });
  return missing.length === 0 ? machine : asItIs();
}

const modulesMissing = ({ filesystems, bridgeRules }: Machine): (keyof typeof modules)[] => [
  ...(/\boverlay$/m.test(filesystems) ? [] : (['overlay'] as const)),
  ...(bridgeRules ? [] : (['br_netfilter'] as const)),
];

/** What a machine must have to run pods and this one has not, each with what would do; nothing where it has all. */
export function whatNodesLack(folder: string, machine: Machine = thisMachine()): string[] {
  if (machine.platform !== 'linux') return [`Linux (this is ${machine.platform})`];
  if (machine.uid !== 0) return ['root: namespaces, mounts and control groups are made'];
  const missing = Object.entries(programs).filter(([name]) => !isOnPath(name, machine.path));
  const packages = new Set(missing.map(([, packageName]) => packageName as string));
  if (!machine.plugins) packages.add('containernetworking-plugins');
  const names = [...missing.map(([name]) => name), ...(machine.plugins ? [] : ['the CNI plugins'])];
  return [
    ...(names.length === 0
      ? []
      : [`${names.join(', ')}: apt-get install --no-install-recommends ${[...packages].join(' ')}`]),
    ...modulesMissing(machine).map((name) => `${modules[name]} in its kernel (${loader} ${name})`),
    ...hidden
      .filter((path) => `${folder}/`.startsWith(`${path}/`))
      .map((path) => `a folder outside ${path}, which a node has for itself: SIGHTLINE_HOME=<folder>`),
  ];
}

function isOnPath(name: string, path: string): boolean {
  return path.split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, name), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
