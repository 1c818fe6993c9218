import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { freePort, identityOf, LogFile, replaceJson } from '@sightline/stack';
import { makeCgroups, removeCgroups } from './cgroups';
import { apiServer, etcd } from './control-plane';
import { openDoor } from './door';
import type { ClusterFolder } from './folder';
import { makeIdentities } from './identities';
import type { InsideMessage, InsideOrder } from './messages';
import { network, nodesOf } from './network';
import { Processes } from './processes';
import { type ProgramPaths, programsAt } from './programs';
import { type ClusterState, pidNamespaceOf, processesIn } from './state';

export interface Keeping {
  readonly folder: ClusterFolder;
  readonly home: string;
  readonly programs: ProgramPaths;
  /** The port of the loopback address at which the API server can be reached. */
  readonly port: number;
  tell(message: Exclude<InsideMessage, { type: 'ready' | 'failed' }>): void;
}

export interface Kept {
  /** Resolves when nothing of it is left. */
  stop(): Promise<void>;
}

const endWithinMs = 30_000;

/** A whole cluster, in namespaces made for it. @throws what does not start; nothing of it is left then. */
export async function keepCluster(
  keeping: Keeping,
  { nodes, networkPlugins }: { readonly nodes: number; readonly networkPlugins: string },
): Promise<Kept> {
  const { folder, home, programs, port, tell } = keeping;
  const server = `https://127.0.0.1:${port}`;
  const inside = `https://${network.controlPlane}:6443`;
  const sockets = mkdtempSync(join(tmpdir(), 'sightline-kubernetes-'));
  const apiSocket = join(sockets, 'api.sock');
  makeCgroups(
    folder.cgroup,
    nodesOf(nodes).map(({ name }) => name),
  );
  await makeIdentities(folder, { nodes: nodesOf(nodes), server: inside, outside: server });
  const order: InsideOrder = { home, nodes, programs, networkPlugins, apiSocket };
  const child = inNamespaces(programsAt(programs)('pause'), order, new LogFile(folder.log('supervisor')));
  let door: Server | undefined;
  const stop = async () => {
    door?.close();
    await end(child);
    await removeCgroups(folder.cgroup);
    for (const path of [sockets, folder.path]) rmSync(path, { recursive: true, force: true });
  };
  try {
    const { holders, first } = await ready(child, tell);
    door = await openDoor({ host: '127.0.0.1', port }, { path: apiSocket });
    const pidNamespace = pidNamespaceOf(first) ?? '';
    const seen = processesIn(pidNamespace);
    const hostPid = (pid: number) => seen.find((each) => each.inside === pid)?.pid ?? 0;
    writeState(folder, {
      kind: 'whole',
      programs,
      server,
      pidNamespace,
      nodes: holders.map(({ node, pid }) => ({ name: node, pid: hostPid(pid) })),
    });
    return { stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** etcd and the API server alone: what is installed is checked and stored, and nothing runs. Takes no rights of its own. */
export async function keepApiServer({ folder, programs, port, tell }: Keeping): Promise<Kept> {
  const server = `https://127.0.0.1:${port}`;
  await makeIdentities(folder, { nodes: [], server, outside: server });
  const processes = new Processes({ log: folder.log, report: (line) => tell({ type: 'note', line }) });
  const stop = async () => {
    await processes.stop();
    rmSync(folder.path, { recursive: true, force: true });
  };
  const [etcdPort, etcdPeers, etcdHealth] = [await freePort(), await freePort(), await freePort()];
  const ports = { api: port, etcd: etcdPort, etcdPeers, etcdHealth };
  const plane = { folder, program: programsAt(programs), address: '127.0.0.1', ports };
  try {
    for (const part of [etcd(plane), apiServer(plane)]) {
      tell({ type: 'began', part: part.name });
      await processes.start(part);
      tell({ type: 'started', part: part.name });
    }
    writeState(folder, { kind: 'api-only', programs, server, nodes: [] });
    return { stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** It reads its standard input: should this process end, in whatever way, that ends, and so does the cluster. */
function inNamespaces(pause: string, order: InsideOrder, log: LogFile): ChildProcess {
  const args = ['--net', '--mount', '--pid', '--fork', '--kill-child', '--propagation', 'private', '--mount-proc'];
  const supervisor = [process.execPath, join(__dirname, 'inside-main.js'), JSON.stringify(order)];
  const child = spawn('unshare', [...args, '--', pause, ...supervisor], { stdio: ['pipe', 'pipe', 'pipe'] });
  child.stderr.on('data', (chunk) => log.write(chunk));
  return child;
}

/** Resolves when everything runs. `first`: a process of the namespaces. */
async function ready(child: ChildProcess, tell: Keeping['tell']) {
  return await new Promise<{ holders: readonly { node: string; pid: number }[]; first: number }>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`the namespaces of the cluster ended with exit code ${code}`)));
    if (!child.stdout) return;
    createInterface({ input: child.stdout }).on('line', (line) => {
      const message = JSON.parse(line) as InsideMessage;
      if (message.type === 'ready') resolve({ holders: message.holders, first: firstOf(child) });
      else if (message.type === 'failed') reject(new Error(message.problem));
      else tell(message);
    });
  });
}

/** The child of `unshare`: the first process of the namespaces. */
function firstOf({ pid }: ChildProcess): number {
  return Number(readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ')[0]);
}

/** The end of its standard input is its end; one that does not hear is killed, and all in its namespaces with it. */
async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || !child.pid) return;
  const gone = once(child, 'exit');
  child.stdin?.end();
  const late = setTimeout(() => child.kill('SIGKILL'), endWithinMs);
  await gone;
  clearTimeout(late);
}

function writeState(folder: ClusterFolder, state: Omit<ClusterState, 'keeper'>): void {
  const keeper = identityOf(process.pid);
  if (!keeper) throw new Error('this process cannot be found in /proc');
  replaceJson(folder.stateFile, { keeper, ...state });
}
