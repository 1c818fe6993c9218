import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import type { About } from './about';
import { type Access, accessOf, certificates, credentials, type Place } from './access';
import { BackendError, type BackendErrorCode, type BackendErrorOptions } from './backend-error';
import { fetchOver } from './fetch-over';
import { plainText } from './plain-text';

export interface Question {
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** How long the whole answer may take, in milliseconds, in place of what holds for this backend. */
  readonly timeoutMs?: number;
}

export interface Versioned {
  readonly path: string;
  /** Takes the version out of the answer. */
  readonly schema: z.ZodType<string>;
}

interface Answer {
  readonly status: number;
  readonly location: string | null;
  readonly text: string;
  readonly clockAheadMs: number | undefined;
}

const usualTimeoutMs = 10_000;
/** A timer of Node.js that is set to more ends at once. */
const longestTimerMs = 2 ** 31 - 1;
/** Before a question is asked once more. */
const pauseMs = 200;
/** A longer address is refused by some servers: then its query is sent as a form. */
const longestAddress = 4000;

/** A store or a service behind HTTP: one address, one way to be let in. */
export class Backend {
  readonly url: string;
  readonly #access: Access;
  #fetch: typeof fetch | undefined;

  /** @param name as error messages call it */
  constructor(
    readonly name: string,
    place: Place,
  ) {
    this.#access = accessOf(place);
    this.url = this.#access.url;
  }

  /**
   * Asks for a JSON document, once more if nobody answers or a proxy could not reach the backend.
   *
   * @throws {BackendError} when it does not answer, answers too late, does not let in, refuses, or sends something else.
   */
  async get<Output>(path: string, schema: z.ZodType<Output>, question: Question = {}): Promise<Output> {
    const found = await this.find(path, schema, question);
    if (found !== undefined) return found;
    throw this.#nothingAt(path);
  }

  /** The same, but for a document that may not be there: undefined when the answer is 404. */
  async find<Output>(path: string, schema: z.ZodType<Output>, question: Question = {}): Promise<Output | undefined> {
    const { address, init } = this.#asGet(path, question);
    const { status, text } = await this.#ask(address, init, { ...question, repeatable: true });
    return status === 404 ? undefined : this.#read(text, schema, path);
  }

  /** The same, but for a text that may not be there. */
  async text(path: string, question: Question = {}): Promise<string | undefined> {
    const { address, init } = this.#asGet(path, question);
    const { status, text } = await this.#ask(address, init, { ...question, repeatable: true });
    return status === 404 ? undefined : text;
  }

  /** POSTs a JSON document, once. @param answer what comes back, when something does. @throws {BackendError} */
  async post<Output>(path: string, body: object, answer?: z.ZodType<Output>): Promise<Output | undefined> {
    const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
    const { status, text } = await this.#ask(`${this.url}${path}`, init, { repeatable: false });
    if (status === 404) throw this.#error('BACKEND_REFUSED', `takes nothing at ${this.url}${path}`);
    return answer && text ? this.#read(text, answer, path) : undefined;
  }

  /**
   * What the backend says of itself, when it is asked something that is for those who are let in.
   *
   * @param version where it tells its version; one that has nothing there has none to tell
   * @throws {BackendError} when it does not answer or does not let in
   */
  async about(question: readonly [path: string, query?: Question['query']], version?: Versioned): Promise<About> {
    const [path, query] = question;
    const { address, init } = this.#asGet(path, query ? { query } : {});
    const { status, text, clockAheadMs } = await this.#ask(address, init, { repeatable: true });
    if (status === 404) throw this.#nothingAt(path);
    // A page of login, or of another program, answers with 200 too.
    this.#read(text, z.unknown(), path);
    const told = version && (await this.find(version.path, version.schema).catch(() => undefined));
    return { ...(told !== undefined && { version: told }), ...(clockAheadMs !== undefined && { clockAheadMs }) };
  }

  /** POSTs as `post` does. @returns how far its clock is before ours. @throws {BackendError} */
  async clockOf(path: string, body: object): Promise<About> {
    const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
    const { status, text, clockAheadMs } = await this.#ask(`${this.url}${path}`, init, { repeatable: false });
    if (status === 404) throw this.#nothingAt(path);
    if (text.trim()) this.#read(text, z.unknown(), path);
    return clockAheadMs === undefined ? {} : { clockAheadMs };
  }

  #nothingAt(path: string): BackendError {
    return this.#error('BACKEND_REFUSED', `has nothing at ${this.url}${path}: is ${this.url} its base address?`);
  }

  #read<Output>(text: string, schema: z.ZodType<Output>, path: string): Output {
    try {
      const parsed = schema.safeParse(JSON.parse(text));
      if (parsed.success) return parsed.data;
      throw new Error(z.prettifyError(parsed.error).replaceAll(/\s+/g, ' ').slice(0, 300));
    } catch (cause) {
      const reason = cause instanceof SyntaxError ? 'something else than JSON' : `what is not known: ${cause}`;
      throw this.#error('BACKEND_UNREADABLE', `answered ${this.url}${path} with ${reason}`, { cause });
    }
  }

  #asGet(path: string, { query = {} }: Question): { readonly address: string; readonly init: RequestInit } {
    const parameters = new URLSearchParams();
    for (const [name, value] of Object.entries(query)) if (value !== undefined) parameters.set(name, String(value));
    const address = `${this.url}${path}${parameters.size > 0 ? `?${parameters}` : ''}`;
    return address.length <= longestAddress
      ? { address, init: {} }
      : { address: `${this.url}${path}`, init: { method: 'POST', body: parameters } };
  }

  async #ask(
    address: string,
    init: RequestInit,
    options: Question & { readonly repeatable: boolean },
  ): Promise<Answer> {
    const { timeoutMs = this.#access.timeoutMs ?? usualTimeoutMs, repeatable } = options;
    const signal = AbortSignal.timeout(Math.min(timeoutMs, longestTimerMs));
    const headers = {
      accept: 'application/json',
      ...init.headers,
      ...options.headers,
      ...credentials(this.name, this.#access),
    };
    const attempt = () => this.#attempt(address, { ...init, headers, signal }, timeoutMs);
    const answer = repeatable
      ? await attempt().then(
          (first) => ([502, 503, 504].includes(first.status) ? delay(pauseMs).then(attempt) : first),
          (error) => {
            if (error.code !== 'BACKEND_UNREACHABLE') throw error;
            return delay(pauseMs).then(attempt);
          },
        )
      : await attempt();
    return this.#accepted(answer, address);
  }

  /**
   * Asks, and reads the whole answer: an answer may also stop half way. In Node.js 20, a body that is just complete when the time
   * is over is never handed out (https://github.com/nodejs/undici/issues/4089): hence the race.
   */
  async #attempt(address: string, init: RequestInit & { readonly signal: AbortSignal }, timeoutMs: number) {
    try {
      const ask = this.#fetching;
      const sent = Date.now();
      // A redirect would carry headers to another host.
      const answer = ask(address, { ...init, redirect: 'manual' }).then(
        async (response): Promise<Answer> => ({
          status: response.status,
          location: response.headers.get('location'),
          clockAheadMs: clockAhead(response.headers.get('date'), { sent, received: Date.now() }),
          text: await response.text(),
        }),
      );
      return await Promise.race([answer, timeOver(init.signal)]);
    } catch (cause) {
      if (cause instanceof BackendError) throw cause;
      if (cause instanceof Error && cause.name === 'TimeoutError') {
        const advice = 'look at its log, or ask for a smaller window';
        const message = `at ${this.url} did not answer within ${timeoutMs / 1000} s: ${advice}`;
        throw this.#error('BACKEND_TIMEOUT', message, { cause });
      }
      const message = `does not answer at ${this.url}${reasonOf(cause)}: see whether it runs, and that this is its address (\`sightline platform check\`)`;
      throw this.#error('BACKEND_UNREACHABLE', message, { cause });
    }
  }

  #accepted(answer: Answer, address: string): Answer {
    const { status, location, text } = answer;
    if ((status >= 200 && status < 300) || status === 404) return answer;
    const where = address.split('?')[0];
    if (status === 401 || status === 403) {
      const message = `does not let us in at ${where} (${status}: ${said(text)}): look at its token or password, and at the tenant`;
      throw this.#error('BACKEND_ACCESS', message, { status });
    }
    if (status >= 300 && status < 400) {
      const message = `sends from ${where} to ${location}: give that address if it is the right one; to a page of login it sends who is not let in`;
      throw this.#error('BACKEND_ACCESS', message, { status });
    }
    throw this.#error('BACKEND_REFUSED', `refused ${where} with ${status}: ${said(text)}`, { status });
  }

  /** @throws {BackendError} BACKEND_ACCESS when the certificates are not there. */
  get #fetching(): typeof fetch {
    if (this.#fetch) return this.#fetch;
    try {
      certificates(this.#access);
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : cause;
      throw this.#error('BACKEND_ACCESS', `its certificates cannot be used: ${reason}`, { cause });
    }
    this.#fetch = fetchOver(this.#access);
    return this.#fetch;
  }

  #error(code: BackendErrorCode, message: string, options?: BackendErrorOptions): BackendError {
    return new BackendError(code, this.name, `${this.name} ${message}`, options);
  }
}

/**
 * How far a clock is before ours, at least: its date is in whole seconds, and was read between sending and receiving. 0 when the two
 * may agree.
 */
function clockAhead(date: string | null, { sent, received }: { sent: number; received: number }): number | undefined {
  const second = Date.parse(date ?? '');
  if (Number.isNaN(second)) return undefined;
  if (second > received) return second - received;
  return Math.min(0, second + 999 - sent);
}

const timeOver = (signal: AbortSignal) =>
  new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason), { once: true }));

/** What lies under "fetch failed", where it is about certificates: everything else is that nobody is there. */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : undefined;
  const code = cause && 'code' in cause ? String(cause.code) : '';
  return cause && /CERT|TLS|SSL|ALTNAME/.test(code) ? ` (${cause.message})` : '';
}

/** The reason in an answer: the error of Prometheus and Loki, the message of Grafana and Alertmanager, or its beginning. */
function said(text: string): string {
  try {
    const { error, message } = JSON.parse(text) as { error?: unknown; message?: unknown };
    const reason = error ?? message;
    if (typeof reason === 'string') return plainText(reason);
  } catch {
    // What is no JSON speaks for itself.
  }
  return plainText(text.slice(0, 300)) || 'it says nothing';
}
