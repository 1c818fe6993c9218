import { setTimeout as delay } from 'node:timers/promises';
import { last, requests } from './index';
import { encode } from './otlp';

const minute = 60_000_000_000n;
const halfHour = 30n * minute;

/**
 * The last full half hour that all data fit behind: they lie in the past, and so near that Loki still looks for them among what it
 * has not flushed (1 h 41 min). A full half hour, so that what Loki aligns to steps falls on the same places in every play.
 */
export const recentBase = () => ((BigInt(Date.now()) * 1_000_000n - 20n * minute) / halfHour) * halfHour;

/** Sends all made records to a Loki at `url`. @throws when one request is refused */
export const playToLoki = (url: string, base: bigint) => play(`${url}/otlp/v1/logs`, base);

/** Sends all made records to a VictoriaLogs at `url`, as the collector does. @throws when one request is refused */
export async function playToVictoriaLogs(url: string, base: bigint): Promise<void> {
  const headers = { 'VL-Stream-Fields': 'service.name,level,deployment.environment.name' };
  await play(`${url}/insert/opentelemetry/v1/logs`, base, { headers, collected: true });
  // What came can be searched a second later, in no certain order; or at once.
  await fetch(`${url}/internal/force_flush`);
}

interface Manner {
  readonly headers?: Readonly<Record<string, string>>;
  readonly collected?: boolean;
}

async function play(url: string, base: bigint, { headers, collected = false }: Manner = {}): Promise<void> {
  for (const records of requests) {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/x-protobuf', ...headers },
      body: encode(records, base, { collected }),
    });
    if (!response.ok) throw new Error(`${url} answered ${response.status}: ${await response.text()}`);
  }
}

/** Waits until the line that was sent last can be read at Loki's API. @throws after 30 seconds */
export async function untilPlayed(url: string, base: bigint): Promise<void> {
  const query = new URLSearchParams({
    query: `{service_name="${last.resource['service.name']}"}`,
    start: String(base),
    end: String(base + halfHour),
  });
  const deadline = Date.now() + 30_000;
  for (;;) {
    const text = await fetch(`${url}/loki/api/v1/query_range?${query}`).then(
      (response) => response.text(),
      (error: Error) => error.message,
    );
    if (text.includes(String(last.body))) return;
    if (Date.now() > deadline) throw new Error(`the made data cannot be read at ${url}: ${text}`);
    await delay(100);
  }
}
