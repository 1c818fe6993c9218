import type { Transport } from './transport';

/** @param ask the usual `fetch`, or one that believes other certificates. */
export const overFetch =
  (ask: typeof fetch = fetch): Transport =>
  async ({ method, url, path, headers, body, timeoutMs }) => {
    const response = await ask(`${url}${path}`, {
      method,
      headers,
      signal: AbortSignal.timeout(timeoutMs),
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return {
      status: response.status,
      traceId: response.headers.get('x-trace-id') ?? undefined,
      text: await response.text(),
    };
  };
