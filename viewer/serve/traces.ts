import {
  BackendError,
  type Certified,
  idIn,
  LokiStore,
  linesWithoutSpans,
  readTrace,
  type Trace,
  type TraceStore,
  traceJson,
  traceStoreOf,
} from '@sightline/stores';
import { json, type Reply, refusal } from './reply';
import type { Settings } from './settings';

const dayMs = 86_400_000;

/** Traces with their log lines, from whichever store runs. */
export class Traces {
  readonly #traces: TraceStore;
  readonly #logs: LokiStore;

  constructor({ traces: { url, store }, backends }: Pick<Settings, 'traces' | 'backends'>, letIn: Certified) {
    this.#traces = traceStoreOf(store, { url, ...letIn });
    this.#logs = new LokiStore({ url: backends.loki, ...letIn });
  }

  /** `GET /api/traces/:id`, the id being a trace's or an order's, or text that holds one: a traceparent, a link, a log line. */
  async byId(pasted: string): Promise<Reply> {
    return await told(async () => {
      const id = idIn(pasted);
      if (!id) return refusal(400, `“${pasted}” holds neither the id of a trace nor that of an order`);
      const trace =
        id.first === 'trace'
          ? ((await this.#read(id.trace)) ?? (await this.#ofOrder(id.order)))
          : ((await this.#ofOrder(id.order)) ?? (await this.#read(id.trace)));
      const shown = trace ?? (await linesWithoutSpans(id.trace, { logs: this.#logs }));
      if (!shown)
        return refusal(404, `No trace is known by ${pasted}, neither as its own id nor as that of an order in it`);
      const link = this.#traces.link?.(shown.traceId);
      return json(traceJson(shown, link && trace ? { [this.#traces.name]: link } : {}));
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

  #read(traceId: string): Promise<Trace | undefined> {
    return readTrace(traceId, { traces: this.#traces, logs: this.#logs });
  }

  async #ofOrder(id: string): Promise<Trace | undefined> {
    const since = new Date(Date.now() - 7 * dayMs);
    const [found] = await this.#traces.search({ attributes: { 'order.id': id }, since, limit: 1 });
    return found && (await this.#read(found.traceId));
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
