import { randomUUID } from 'node:crypto';
import { LokiStore, waitUntil } from '@sightline/stores';
import { describe, expect, it } from 'vitest';
import { runningPlatform } from './platform';

const platform = runningPlatform();
const since = new Date();

const nanoseconds = (milliseconds = Date.now()) => String(BigInt(milliseconds) * 1_000_000n);

const receiver = new LokiStore(platform.addresses.url('lokiReceiver'));

async function until(what: string, ask: () => Promise<boolean>): Promise<void> {
  const { value } = await waitUntil(async () => ((await ask()) ? true : undefined), { withinMs: 30_000, everyMs: 250 });
  expect(value, what).toBe(true);
}
const unique = (name: string) => `${name}_${randomUUID().slice(0, 8)}`;

describe('names that others make up', () => {
  it('become seven levels, and a bounded number of services, streams and nodes', async () => {
    const service = unique('probe-levels');
    const lines = Array.from({ length: 60 }, (_, index) => ({
      level: `lvl-${randomUUID()}`,
      message: `made up ${index}`,
    }));
    await receiver.push(
      lines.map((line) => ({
        stream: { service_name: service },
        values: [[nanoseconds(), JSON.stringify({ ...line, 'service.name': service })]],
      })),
    );
    const { value: stored } = await waitUntil(
      async () => {
        const found = await platform.logs.query(`{service_name="${service}"}`, {
          since,
          limit: 1000,
          newestFirst: true,
        });
        return found.length >= lines.length ? found : undefined;
      },
      { withinMs: 20_000, everyMs: 250 },
    );
    expect(stored).toHaveLength(lines.length);
    const unknown = await platform.logs.query(`{service_name="${service}", level="unknown"}`, {
      since,
      limit: 1000,
      newestFirst: true,
    });
    expect(unknown).toHaveLength(lines.length);
  });
});

describe('lines that no store takes whole', () => {
  it('are cut, and they and their neighbours arrive once', async () => {
    const service = unique('probe-long');
    const line = (message: string, stack: string) => [
      nanoseconds(),
      JSON.stringify({ level: 'error', message, 'exception.stacktrace': stack, 'service.name': service }),
    ];
    const values = [
      line('before', ''),
      line('long', 'e'.repeat(300_000)),
      line('m'.repeat(1_000_000), ''),
      line('after', ''),
    ];
    await receiver.push([{ stream: { service_name: service }, values }]);
    const found = () => platform.logs.query(`{service_name="${service}"}`, { since, limit: 100, newestFirst: true });
    await until('four lines', async () => (await found()).length >= 4);
    expect((await found()).length).toBe(4);
  });
});
