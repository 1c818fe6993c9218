import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Access } from '@sightline/stores';
import { usageError } from '../cli-error';
import { type Cluster, clusterArguments } from './cluster';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Before kubectl has said where it listens. */
const patienceMs = 20_000;

/** The name of a service in the cluster: `tempo`, `tempo.monitoring.svc`, `tempo.monitoring.svc.cluster.local`. */
const inCluster = /^(?<service>[a-z0-9]([a-z0-9-]*[a-z0-9])?)(\.(?<namespace>[a-z0-9-]+)\.svc(\.cluster\.local)?)?$/;

/** Those that are to end with this process: it listens once for all, so that it can tell its own listener from others. */
const open = new Set<Forwards>();

const closeAll = () => {
  for (const forwards of [...open]) forwards.close();
};

/** A signal ends this process without its `exit`, unless somebody listens; who does ends the command in order. */
const interrupt = (signal: NodeJS.Signals) => {
  if (process.listenerCount(signal) > 1) return;
  closeAll();
  process.kill(process.pid, signal);
};

function listen(): void {
  process.on('exit', closeAll);
  for (const signal of signals) process.on(signal, interrupt);
}

function unlisten(): void {
  process.off('exit', closeAll);
  for (const signal of signals) process.off(signal, interrupt);
}

/** Ways into a cluster, each a `kubectl port-forward` of our own, which end with the command. */
export class Forwards {
  readonly #cluster: Cluster;
  readonly #open = new Map<string, Promise<number>>();
  readonly #children = new Set<ChildProcess>();

  constructor(cluster: Cluster) {
    this.#cluster = cluster;
    if (open.size === 0) listen();
    open.add(this);
  }

  /** How a part is reached; one outside the cluster, as it is described. @throws {CliError} USAGE when kubectl does not get there. */
  async reach<Described extends Access>(access: Described): Promise<Described> {
    const { hostname, protocol, port, pathname } = new URL(access.url);
    const { service, namespace = this.#cluster.namespace } = inCluster.exec(hostname)?.groups ?? {};
    if (service === undefined || service === 'localhost') return access;
    const remote = port || (protocol === 'https:' ? '443' : '80');
    const key = `${namespace ?? ''}/${service}:${remote}`;
    const forwarded = this.#open.get(key) ?? this.#forward({ service, namespace, remote });
    this.#open.set(key, forwarded);
    const url = `${protocol}//127.0.0.1:${await forwarded}${pathname === '/' ? '' : pathname}`;
    return { ...access, url, ...(protocol === 'https:' && { serverName: hostname }) };
  }

  close(): void {
    open.delete(this);
    if (open.size === 0) unlisten();
    for (const child of this.#children) child.kill();
    this.#children.clear();
  }

  async #forward(to: { service: string; namespace: string | undefined; remote: string }): Promise<number> {
    const args = [
      ...clusterArguments({ ...this.#cluster, namespace: to.namespace }),
      ...['port-forward', '--address', '127.0.0.1', `service/${to.service}`, `:${to.remote}`],
    ];
    const child = spawn('kubectl', args, { stdio: ['ignore', 'pipe', 'pipe'] });
    this.#children.add(child);
    // It must not keep the command from ending.
    child.unref();
    return listening(child, `kubectl ${args.join(' ')}`);
  }
}

/** The port at which kubectl says that it listens. */
async function listening(child: ChildProcess, command: string): Promise<number> {
  let said = '';
  const port = new Promise<number>((resolve) => {
    child.stdout?.on('data', (chunk) => {
      said += chunk;
      const [, number] = /^Forwarding from 127\.0\.0\.1:(\d+) ->/m.exec(said) ?? [];
      if (number !== undefined) resolve(Number(number));
    });
  });
  let complaint = '';
  child.stderr?.on('data', (chunk) => {
    complaint = `${complaint}${chunk}`.slice(-500);
  });
  const failure = (reason: string) => usageError(`\`${command}\` ${reason}`);
  const ended = once(child, 'close').then(
    () => Promise.reject(failure(`ended: ${complaint.trim() || 'it says nothing'}`)),
    (error: NodeJS.ErrnoException) => {
      throw failure(error.code === 'ENOENT' ? 'cannot be run: install kubectl, or put it on PATH' : error.message);
    },
  );
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(failure(`does not listen after ${patienceMs / 1000} s`)), patienceMs);
  });
  // Once it listens, that it ends is no failure any more.
  ended.catch(() => {});
  return Promise.race([port, ended, late]).finally(() => clearTimeout(timer));
}
