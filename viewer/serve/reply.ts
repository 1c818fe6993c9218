/** What a request is answered with. A stream is sent as it comes. */
export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer | ReadableStream<Uint8Array>;
}

export const json = (value: unknown, status = 200): Reply => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' },
  body: JSON.stringify(value),
});

/** As Grafana says it: a sentence for the person who reads it. */
export const refusal = (status: number, message: string): Reply => json({ message }, status);
