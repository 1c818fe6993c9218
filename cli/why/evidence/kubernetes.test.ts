import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { contextOver } from '../../testing/context-over';
import type { Context } from '../context';
import { kubernetes } from './kubernetes';

const folder = mkdtempSync(join(tmpdir(), 'sightline-events-'));
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

interface Event {
  readonly type?: string;
  readonly reason: string;
  readonly message?: string;
  readonly kind?: string;
  readonly name: string;
  /** Seconds of the times that the context compares. */
  readonly at: number;
}

const item = ({ type = 'Warning', reason, message = 'why', kind = 'Pod', name, at }: Event) => {
  const moment = new Date(at * 1000).toISOString();
  return { type, reason, message, involvedObject: { kind, name }, firstTimestamp: moment, lastTimestamp: moment };
};

/** kubectl, as far as it is asked. */
function kubectl(prints: string, code = 0) {
  const bin = mkdtempSync(`${folder}-bin-`);
  writeFileSync(join(bin, 'kubectl'), `#!/bin/sh\necho "$@" >&2\ncat <<'END'\n${prints}\nEND\nexit ${code}\n`);
  chmodSync(join(bin, 'kubectl'), 0o755);
  vi.stubEnv('PATH', `${bin}${delimiter}${process.env.PATH}`);
}

const clustered = (): Context => {
  const context = contextOver({});
  return {
    ...context,
    connections: { ...context.connections, cluster: { context: 'prod', namespace: 'shop' } },
  } as Context;
};

async function found(...events: Event[]) {
  kubectl(JSON.stringify({ items: events.map(item) }));
  return (await kubernetes.find(clustered())).map(({ subject, message, strength }) => ({ subject, message, strength }));
}

describe('what Kubernetes says', () => {
  it.each([
    ['order-7d9c5b6f4d-x2x4z', 'order'],
    ['shop-payment-6bb8f8f6b-7xkqz', 'payment'],
    ['bank-0', 'bank'],
    ['loki-read-2', 'loki-read'],
    ['gateway-vx9kz', 'gateway'],
    ['one-probe', 'one-probe'],
  ])('of a pod is about what runs in it: %s', async (name, service) => {
    const [first] = await found({ reason: 'OOMKilling', name, at: 750 });
    expect(first).toMatchObject({ subject: { kind: 'component', name: service }, strength: 0.95 });
  });

  it('of several pods for the same reason is told once, of a node about the machine', async () => {
    const told = await found(
      { reason: 'BackOff', name: 'order-7d9c5b6f4d-x2x4z', at: 750 },
      { reason: 'BackOff', name: 'order-7d9c5b6f4d-b4b4b', at: 760 },
      { reason: 'NodeNotReady', kind: 'Node', name: 'worker-1', at: 770 },
    );
    expect(told).toMatchObject([
      { subject: { name: 'order' }, message: 'Pod order-7d9c5b6f4d-b4b4b (2 of them): BackOff: why' },
      { subject: { name: 'host' } },
    ]);
  });

  it('of a deployment that was rolled out is a change', async () => {
    const rollout = { type: 'Normal', reason: 'ScalingReplicaSet', kind: 'Deployment', name: 'order' };
    const told = await found(
      { ...rollout, message: 'Scaled up replica set order-7d9c5b6f4d from 0 to 1', at: 740 },
      { ...rollout, message: 'Scaled down replica set order-5c5c5c5c5c from 1 to 0', at: 745 },
    );
    expect(told.map(({ subject }) => subject)).toEqual([{ kind: 'release', name: 'order order-7d9c5b6f4d' }]);
  });

  it('of long before, and of what goes well, is left out', async () => {
    expect(
      await found(
        { reason: 'BackOff', name: 'order-7d9c5b6f4d-x2x4z', at: 100 },
        { type: 'Normal', reason: 'Pulled', name: 'order-7d9c5b6f4d-x2x4z', at: 750 },
      ),
    ).toEqual([]);
  });

  it('is nothing where no cluster is described, and an error where it cannot be asked', async () => {
    expect(await kubernetes.find(contextOver({}))).toEqual([]);
    kubectl('', 1);
    await expect(kubernetes.find(clustered())).rejects.toMatchObject({
      name: 'BackendError',
      message: expect.stringContaining('--context prod --namespace shop get events'),
    });
    kubectl('no JSON');
    await expect(kubernetes.find(clustered())).rejects.toThrow('something else than events');
  });
});
