/** A backend answered with an error, or not at all. The message is the backend's own where it gave one. */
export class BackendError extends Error {
  readonly code = 'BACKEND_ERROR';
}

/** A fetch that never hangs; the page's own server gives up on a backend earlier than this. */
const timeoutMs = 30_000;

/** Reads JSON from one of the backends through the page's server. */
export async function askBackend<T>(
  uid: string,
  path: string,
  params: Readonly<Record<string, string>> = {},
): Promise<T> {
  const search = new URLSearchParams(params);
  const url = `/api/datasources/proxy/uid/${uid}${path}`;
  // Queries outgrow a URL; the APIs of Prometheus and of Loki take the same parameters as a form.
  const asForm = search.toString().length > 1500;
  return await readJson<T>(
    asForm ? url : `${url}?${search}`,
    asForm ? { method: 'POST', body: search, headers: { 'content-type': 'application/x-www-form-urlencoded' } } : {},
  );
}

/** @throws {BackendError} with what the other side said. */
export async function readJson<T>(url: string, init: RequestInit = {}): Promise<T> {
  const response = await fetch(url, { ...init, signal: AbortSignal.timeout(timeoutMs) });
  const text = await response.text();
  const body = parse(text);
  if (response.ok && body !== undefined) return body as T;
  const said = (body as { error?: string; message?: string; detail?: string } | undefined) ?? {};
  throw new BackendError(
    said.error ?? said.detail ?? said.message ?? (text.trim() || `${response.status} from ${url}`),
  );
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
