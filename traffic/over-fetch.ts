import type { Transport } from './transport';

export const overFetch: Transport = async ({ method, url, path, headers, body, timeoutMs }) => {
  const response = await fetch(`${url}${path}`, {
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
