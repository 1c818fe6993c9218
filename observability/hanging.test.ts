import { afterEach, describe, expect, it } from 'vitest';
import { type DemoProcess, startDemo } from './testing/demo-process';
import { endlessAnswer, type HangingPeer, hangingPeer } from './testing/hanging-peer';
import { Receiver } from './testing/receiver';

let collector: HangingPeer;
let demo: DemoProcess;
afterEach(async () => {
  await collector.close();
  try {
    process.kill(demo.pid, 'SIGKILL');
  } catch {
    // It has ended.
  }
});

const requests = 40;

/** The longest of some requests, one after the other, in milliseconds. */
async function slowest(url: string): Promise<number> {
  let longest = 0;
  for (let count = 0; count < requests; count++) {
    const began = performance.now();
    const response = await fetch(`${url}/orders`, { method: 'POST' });
    await response.arrayBuffer();
    expect(response.status).toBe(201);
    longest = Math.max(longest, performance.now() - began);
  }
  return longest;
}

async function metric(url: string, name: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const values = text.split('\n').filter((line) => line.startsWith(`${name}{`) || line.startsWith(`${name} `));
  return values.reduce((sum, line) => sum + Number(line.split(/\} | # | /)[1]), 0);
}

describe.each<[string, Parameters<typeof hangingPeer>[0]]>([
  ['accepts and never answers', undefined],
  ['trickles its answers', endlessAnswer()],
])('a collector that %s', (_, meet) => {
  it.each(['http/json', 'grpc'])(
    'holds up neither requests nor the end of a service that speaks %s, and what it cannot take is bounded and counted',
    async (protocol) => {
      collector = await hangingPeer(meet);
      demo = await startDemo({
        OTEL_EXPORTER_OTLP_ENDPOINT: `http://${collector.address}`,
        OTEL_EXPORTER_OTLP_PROTOCOL: protocol,
        OTEL_BSP_SCHEDULE_DELAY: '50',
        OTEL_BSP_MAX_QUEUE_SIZE: '20',
        OTEL_BSP_MAX_EXPORT_BATCH_SIZE: '10',
        LOKI_URL: `http://${collector.address}`,
      });
      // Below the time that an export waits for its answer.
      expect(await slowest(demo.url)).toBeLessThan(8_000);
      await expect.poll(() => collector.open.size).toBeGreaterThan(0);
      await expect.poll(() => metric(demo.url, 'telemetry_spans_dropped_total')).toBeGreaterThan(0);

      const began = performance.now();
      await demo.stop();
      expect(performance.now() - began).toBeLessThan(9_000);
    },
    30_000,
  );
});

describe('a collector that hung', () => {
  it('is given spans and lines again once it does not', async () => {
    collector = await hangingPeer();
    demo = await startDemo({
      OTEL_EXPORTER_OTLP_ENDPOINT: `http://${collector.address}`,
      OTEL_EXPORTER_OTLP_TIMEOUT: '300',
      OTEL_BSP_EXPORT_TIMEOUT: '300',
      OTEL_BSP_SCHEDULE_DELAY: '50',
      LOKI_URL: `http://${collector.address}`,
    });
    await slowest(demo.url);
    await expect.poll(() => collector.open.size).toBeGreaterThan(0);

    const { port } = collector;
    await collector.close();
    const receiver = new Receiver();
    await receiver.start(port);
    await expect
      .poll(
        async () => {
          await slowest(demo.url);
          return receiver.spans.length > 0 && receiver.logs.length > 0;
        },
        { timeout: 15_000 },
      )
      .toBe(true);
    await demo.stop();
    await receiver.stop();
  }, 30_000);
});
