import { randomUUID } from 'node:crypto';
import { LokiStore, type StoredLine, waitUntil } from '@sightline/stores';
import { describe, expect, it } from 'vitest';
import { patience } from './patience';
import { runningPlatform } from './platform';

const platform = runningPlatform();
const since = new Date();

const nanoseconds = (milliseconds = Date.now()) => String(BigInt(milliseconds) * 1_000_000n);

const receiver = new LokiStore(platform.addresses.url('lokiReceiver'));

/** The lines under these labels, once as many are there. */
async function linesUnder(labels: string, count: number) {
  let found: readonly StoredLine[] = [];
  await waitUntil(async () => {
    found = await platform.logs.query(`{${labels}}`, { since, limit: 1000, newestFirst: true });
    return found.length >= count || undefined;
  }, patience);
  return found;
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
    const mine = `service_name="${service}"`;
    expect(await linesUnder(mine, lines.length)).toHaveLength(lines.length);
    expect(await linesUnder(`${mine}, level="unknown"`, lines.length)).toHaveLength(lines.length);
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
    expect(await linesUnder(`service_name="${service}"`, 4)).toHaveLength(4);
  });
});
