import type { Counted } from './entry';
import { numberOfSpan, streamed } from './streams';

const answerMs = 60_000;

/** How often each number is in Zipkin, as its API gives spans out. */
export async function numbersInZipkin(url: string, service: string): Promise<Counted> {
  const query = new URLSearchParams({ serviceName: service, limit: '1000000', lookback: String(24 * 3_600_000) });
  const traces = (await answerOf(`${url}/api/v2/traces?${query}`).then((answer) => answer.json())) as {
    readonly id: string;
    readonly tags?: Readonly<Record<string, string>>;
  }[][];
  return counted(traces.flat().map(({ id, tags }) => Number(tags?.['ledger.number'] ?? numberOfSpan(id))));
}

/** How often each number is in VictoriaLogs, asked by itself: Loki's API gives out so many lines at a time. */
export async function numbersInVictoriaLogs(url: string, service: string): Promise<Counted> {
  const field = numberedField(service);
  const query = `{service.name="${service}"} "${field}":* | fields "${field}"`;
  const answer = await answerOf(`${url}/select/logsql/query`, new URLSearchParams({ query, limit: '0' }));
  const lines = (await answer.text()).split('\n').filter(Boolean);
  return counted(lines.map((line) => Number(JSON.parse(line)[field])));
}

const numberedField = (service: string) => (service === streamed ? 'number' : 'ledger.number');

/** How many numbered lines of the service Loki's API says there are: a service also says when it could not deliver. */
export async function linesByLoki(url: string, service: string): Promise<number> {
  const field = numberedField(service).replace('.', '_');
  const query = `sum(count_over_time({service_name="${service}"} | ${field}!=""[1h]))`;
  const answer = await answerOf(`${url}/loki/api/v1/query?${new URLSearchParams({ query })}`);
  const { data } = (await answer.json()) as { data: { result: { value: [number, string] }[] } };
  return Number(data.result[0]?.value[1] ?? 0);
}

/** How often each number is a sample in Prometheus. */
export async function numbersInPrometheus(url: string): Promise<Counted> {
  const query = 'ledger_number[1h]';
  const answer = await answerOf(`${url}/api/v1/query?${new URLSearchParams({ query })}`);
  const { data } = (await answer.json()) as { data: { result: { values: [number, string][] }[] } };
  return counted(data.result.flatMap(({ values }) => values.map(([, value]) => Number(value))));
}

/** @throws for an answer that is none. */
async function answerOf(url: string, form?: URLSearchParams): Promise<Response> {
  const signal = AbortSignal.timeout(answerMs);
  const answer = await fetch(url, form ? { method: 'POST', body: form, signal } : { signal });
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}: ${await answer.text()}`);
  return answer;
}

function counted(numbers: readonly number[]): Counted {
  const times = new Map<number, number>();
  for (const number of numbers) times.set(number, (times.get(number) ?? 0) + 1);
  return times;
}
