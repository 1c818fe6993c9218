import {
  BackendError,
  LokiStore,
  readTrace,
  TempoStore,
  type TraceStore,
  traceJson,
  ZipkinStore,
} from '@sightline/cli';
import { json, type Reply, refusal } from './reply';
import type { Settings } from './settings';

const traceId = /^[0-9a-f]{32}$/i;
const dayMs = 86_400_000;

/** Traces with their log lines, from whichever store runs. */
export class Traces {
  readonly #traces: TraceStore;
  readonly #logs: LokiStore;

  constructor({ traces: { url, store }, backends }: Pick<Settings, 'traces' | 'backends'>) {
    this.#traces = store === 'tempo' ? new TempoStore(url) : new ZipkinStore(url);
    this.#logs = new LokiStore(backends.loki);
  }

  /** `GET /api/traces/:id`, the id being a trace's or an order's. */
  async byId(id: string): Promise<Reply> {
    return await told(async () => {
      const wanted = traceId.test(id) ? id.toLowerCase() : await this.#traceOfOrder(id);
      const trace = wanted && (await readTrace(wanted, { traces: this.#traces, logs: this.#logs }));
      if (!trace)
        return refusal(404, `No trace is known by ${id}, neither as its own id nor as that of an order in it`);
      const link = this.#traces.link?.(trace.traceId);
      return json(traceJson(trace, link ? { [this.#traces.name]: link } : {}));
    });
  }

  /** `GET /api/traces?service=&name=&failed=&minDurationMs=&since=&until=&limit=`, times in milliseconds since 1970. */
  async search(params: URLSearchParams): Promise<Reply> {
    return await told(async () => {
      const text = (name: string) => params.get(name) || undefined;
      const number = (name: string, fallback: number) => Number(params.get(name) || fallback);
      const found = await this.#traces.search({
        ...(text('service') && { service: params.get('service') as string }),
        ...(text('name') && { spanName: params.get('name') as string }),
        ...(text('failed') === 'true' && { failed: true }),
        ...(text('minDurationMs') && { minDurationMs: number('minDurationMs', 0) }),
        since: new Date(number('since', Date.now() - dayMs)),
        until: new Date(number('until', Date.now())),
        limit: Math.min(200, number('limit', 20)),
      });
      return json(found.map(({ startUnixNano, ...trace }) => ({ ...trace, startUnixNano: String(startUnixNano) })));
    });
  }

  async #traceOfOrder(id: string): Promise<string | undefined> {
    const since = new Date(Date.now() - 7 * dayMs);
    const [found] = await this.#traces.search({ attributes: { 'order.id': id }, since, limit: 1 });
    return found?.traceId;
  }
}

async function told(answer: () => Promise<Reply>): Promise<Reply> {
  try {
    return await answer();
  } catch (error) {
    if (error instanceof BackendError) return refusal(error.code === 'BACKEND_TIMEOUT' ? 504 : 502, error.message);
    throw error;
  }
}
