const paths = {
  zipkin: (id: string) => `/api/v2/trace/${id}`,
  tempo: (id: string) => `/api/traces/${id}`,
} as const;

export type TraceStore = keyof typeof paths;

/** The store that links to traces lead to. */
export class Traces {
  constructor(private readonly options: { readonly url: string; readonly store: TraceStore }) {}

  /** @throws when the store does not answer within two seconds. */
  async has(traceId: string): Promise<boolean> {
    const { url, store } = this.options;
    const { ok, body } = await fetch(`${url}${paths[store](traceId)}`, { signal: AbortSignal.timeout(2000) });
    await body?.cancel();
    return ok;
  }
}
