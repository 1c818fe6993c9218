import { overFetch } from './over-fetch';
import type { Transport } from './transport';

export interface ServiceApiOptions {
  readonly url: string;
  /** One that may be replaced meanwhile is asked for again at each request. */
  readonly apiKey: string | (() => string);
  /** Sent as `x-session-id`: one shopper's visit. */
  readonly sessionId?: string;
  readonly timeoutMs?: number;
  /** How requests get there; by `fetch` when left out. */
  readonly transport?: Transport;
}

/** What came back, whatever its status: a refusal is an answer too. */
export interface Answer<Body> {
  readonly status: number;
  /** The trace the request belongs to, as the service reports it in `x-trace-id`. */
  readonly traceId: string | undefined;
  /** Undefined unless the status is 2xx. */
  readonly body: Body | undefined;
  /** The problem document of a refusal: RFC 9457. */
  readonly problem: Problem | undefined;
}

export interface Problem {
  readonly title?: string;
  readonly detail?: string;
  readonly [member: string]: unknown;
}

/** The service gave no answer at all. */
export class ServiceUnreachable extends Error {
  readonly code = 'SERVICE_UNREACHABLE';
}

export interface RequestOptions {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

const usual = overFetch();

/** A service's HTTP API: what is asked and what comes back. */
export class ServiceApi {
  protected readonly options: ServiceApiOptions;

  constructor(options: ServiceApiOptions) {
    this.options = options;
  }

  /** The same API, waited for as long as this, in milliseconds. */
  patient(timeoutMs: number): ServiceApi {
    return new ServiceApi({ ...this.options, timeoutMs });
  }

  /** @throws {ServiceUnreachable} when no answer comes. */
  async request<Body>(method: string, path: string, { body, headers }: RequestOptions = {}): Promise<Answer<Body>> {
    const { url, apiKey, sessionId, timeoutMs = 10_000, transport = usual } = this.options;
    const sent = {
      accept: 'application/json',
      'x-api-key': typeof apiKey === 'string' ? apiKey : apiKey(),
      ...(sessionId !== undefined && { 'x-session-id': sessionId }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    };
    try {
      const { status, traceId, text } = await transport({ method, url, path, headers: sent, body, timeoutMs });
      const said = parsed(text);
      const ok = status >= 200 && status < 300;
      return {
        status,
        traceId,
        body: ok ? (said as Body) : undefined,
        problem: ok ? undefined : (said as Problem | undefined),
      };
    } catch (cause) {
      throw new ServiceUnreachable(`the service at ${url} gave no answer to ${method} ${path}`, { cause });
    }
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
