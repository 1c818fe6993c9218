import { BackendError } from './backend-error';

export interface GetJsonOptions {
  /** The backend's name, for the error message. */
  readonly backend: string;
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly timeoutMs?: number;
}

/**
 * GETs a JSON document.
 *
 * @returns the parsed body, or undefined when the backend answers 404.
 * @throws {BackendError} when it does not answer, answers too late, refuses, or sends something else than JSON.
 */
export async function getJson(url: string, options: GetJsonOptions): Promise<unknown> {
  const { backend, timeoutMs = 10_000 } = options;
  const { status, ok, text } = await ask(withQuery(url, options.query), { ...options, timeoutMs });
  if (status === 404) return undefined;
  if (!ok) {
    const said = text.trim().slice(0, 300);
    throw new BackendError('BACKEND_REFUSED', backend, `${backend} refused ${url} with ${status}: ${said}`);
  }
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new BackendError('BACKEND_UNREADABLE', backend, `${backend} answered ${url} with something else than JSON`, {
      cause,
    });
  }
}

interface Answer {
  readonly status: number;
  readonly ok: boolean;
  readonly text: string;
}

/**
 * Asks, and reads the whole answer: an answer may also stop half way. In Node.js 20, a body that is just complete when the time
 * is over is never handed out (https://github.com/nodejs/undici/issues/4089): hence the race.
 */
async function ask(url: string, options: GetJsonOptions & { timeoutMs: number }): Promise<Answer> {
  const { backend, timeoutMs } = options;
  try {
    const signal = AbortSignal.timeout(timeoutMs);
    const headers = { accept: 'application/json', ...options.headers };
    const answer = fetch(url, { signal, headers }).then(async (response) => ({
      status: response.status,
      ok: response.ok,
      text: await response.text(),
    }));
    return await Promise.race([answer, timeOver(signal)]);
  } catch (cause) {
    const { origin } = new URL(url);
    if (cause instanceof Error && cause.name === 'TimeoutError') {
      const message = `${backend} at ${origin} did not answer within ${timeoutMs / 1000} s: look at its log, or ask for a smaller window`;
      throw new BackendError('BACKEND_TIMEOUT', backend, message, { cause });
    }
    const message = `${backend} does not answer at ${origin}: see whether it runs with \`sightline status\``;
    throw new BackendError('BACKEND_UNREACHABLE', backend, message, { cause });
  }
}

const timeOver = (signal: AbortSignal) =>
  new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason), { once: true }));

function withQuery(url: string, query: GetJsonOptions['query'] = {}): string {
  const target = new URL(url);
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) target.searchParams.set(name, String(value));
  }
  return target.href;
}
