import { apiServer, type ControlPlane, controllerManager, etcd, scheduler } from './control-plane';
import { openDoor } from './door';
import { clusterFolder } from './folder';
import { connectNode, holdNode, makeSwitch } from './machine';
import type { Holder, InsideMessage, InsideOrder } from './messages';
import { type Node, network, nodesOf } from './network';
import { containerd, kubelet, kubeProxy } from './node-parts';
import type { Part } from './part';
import { Processes } from './processes';
import { programsAt } from './programs';

export interface Inside {
  readonly holders: readonly Holder[];
  stop(): Promise<void>;
}

/**
 * Starts a cluster in the network, mount and PID namespaces that this process is in. They are made for it: when its first process ends, so
 * does all that was started, and all that was mounted or connected is gone.
 *
 * @throws what does not start, with its last lines.
 */
export async function startInside(order: InsideOrder, tell: (message: InsideMessage) => void): Promise<Inside> {
  const folder = clusterFolder(order.home);
  const program = programsAt(order.programs);
  const processes = new Processes({ log: folder.log, report: (line) => tell({ type: 'note', line }) });
  const start = async (part: Part) => {
    tell({ type: 'began', part: part.name });
    await processes.start(part);
    tell({ type: 'started', part: part.name });
  };
  const startNode = async (node: Node): Promise<Holder> => {
    const held = await holdNode(program('pause'));
    await connectNode(node, held);
    const { networkPlugins } = order;
    const site = { folder, node, program, networkPlugins, root: `/proc/${held.pid}/root` };
    for (const part of [containerd, kubelet, kubeProxy]) {
      const { program: outside, args, ...rest } = part(site);
      const [enter, ...inNode] = held.enter([outside, ...args]);
      await start({ ...rest, program: enter, args: inNode });
    }
    return { node: node.name, pid: held.pid };
  };

  const plane: ControlPlane = {
    folder,
    program,
    address: network.controlPlane,
    ports: { api: 6443, etcd: 2379, etcdPeers: 2380, etcdHealth: 2381 },
  };
  await makeSwitch();
  await start(etcd(plane));
  await start(apiServer(plane));
  await openDoor({ path: order.apiSocket }, { host: plane.address, port: plane.ports.api });
  const [holders] = await Promise.all([
    Promise.all(nodesOf(order.nodes).map(startNode)),
    start(controllerManager(plane)),
    start(scheduler(plane)),
  ]);
  return { holders, stop: () => processes.stop() };
}
