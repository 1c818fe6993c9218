import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { TestCluster } from './release';

const listensWithinMs = 30_000;

/** Ways from here to services of the cluster, each a `kubectl port-forward`. */
export class WaysIn {
  readonly #children = new Set<ChildProcess>();

  constructor(private readonly cluster: TestCluster) {}

  /** @returns an address of this machine. */
  async open(namespace: string, service: string, port: number): Promise<string> {
    const { kubectl = 'kubectl' } = this.cluster.state.programs;
    const args = ['port-forward', `--namespace=${namespace}`, '--address=127.0.0.1', `service/${service}`, `:${port}`];
    const child = spawn(kubectl, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    this.#children.add(child);
    let complaint = '';
    child.stderr.on('data', (chunk) => {
      complaint += chunk;
    });
    return await new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`no way to ${service} in time: ${complaint}`)), listensWithinMs);
      child.once('exit', () => reject(new Error(`no way to ${service}: ${complaint}`)));
      createInterface({ input: child.stdout }).on('line', (line) => {
        const [, number] = /^Forwarding from 127\.0\.0\.1:(\d+) ->/.exec(line) ?? [];
        if (number === undefined) return;
        clearTimeout(late);
        resolve(`http://127.0.0.1:${number}`);
      });
    });
  }

  close(): void {
    for (const child of this.#children) child.kill();
    this.#children.clear();
  }
}
