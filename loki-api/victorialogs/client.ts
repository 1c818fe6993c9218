import { readFileSync } from 'node:fs';
import { Agent, type IncomingMessage, request } from 'node:http';
import { Agent as TlsAgent, request as tlsRequest } from 'node:https';
import type { KeyFile } from '@sightline/access';

/** VictoriaLogs did not answer, or not in time. */
export class StoreAway extends Error {
  override readonly name = 'StoreAway';
}

/** VictoriaLogs gave up: the question takes longer than it may. */
export class StoreSlow extends Error {
  override readonly name = 'StoreSlow';
}

/** VictoriaLogs refused: it lacks what the query needs, or the translation is wrong. */
export class StoreRefused extends Error {
  override readonly name = 'StoreRefused';

  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

/** From `start`, up to but not including `end`. */
export interface Span {
  readonly startUnixNano: bigint;
  readonly endUnixNano: bigint;
}

/** What is stored of one line: `_time`, `_msg`, `_stream` and its fields, those without a value left out. */
export type Row = Readonly<Record<string, string>>;

const timeoutMs = 30_000;
const tooSlow = `VictoriaLogs gave up after ${timeoutMs / 1000} s: ask for less time, or for fewer streams`;

/** Where it is, and how it lets one in. */
export interface VictoriaLogsAccess {
  readonly url: string;
  readonly username?: string | undefined;
  readonly password?: Pick<KeyFile, 'current'> | undefined;
  /** The file of the authority that signed its certificate, in PEM. */
  readonly ca?: string | undefined;
}

/** Asks VictoriaLogs. Everything ends with the signal that it is given. */
export class VictoriaLogs {
  readonly #url: URL;
  readonly #access: VictoriaLogsAccess;
  readonly #agent: Agent;

  constructor(access: VictoriaLogsAccess) {
    const { url, ca } = access;
    this.#url = new URL(url);
    this.#access = access;
    const kept = { keepAlive: true, maxSockets: 16 };
    this.#agent = this.#isSecure ? new TlsAgent({ ...kept, ...(ca && { ca: readFileSync(ca) }) }) : new Agent(kept);
  }

  get #isSecure(): boolean {
    return this.#url.protocol === 'https:';
  }

  get #authorization(): { readonly authorization?: string } {
    const { username, password } = this.#access;
    if (!username || !password) return {};
    return { authorization: `Basic ${Buffer.from(`${username}:${password.current}`).toString('base64')}` };
  }

  /** The rows of a query as they come, some at a time, each as the JSON it is. */
  async *rows(query: string, span: Span, signal: AbortSignal): AsyncGenerator<readonly string[]> {
    const started = performance.now();
    const answer = await this.#ask('/select/logsql/query', query, span, signal);
    answer.setEncoding('utf8');
    let rest = '';
    try {
      for await (const part of answer) {
        const rows = (rest + part).split('\n');
        rest = rows.pop() ?? '';
        yield rows;
      }
    } catch (error) {
      // Past its time VictoriaLogs breaks the answer off.
      if (performance.now() - started >= timeoutMs) throw new StoreSlow(tooSlow);
      throw this.#away(error, signal);
    } finally {
      answer.destroy();
    }
    if (!answer.complete) throw this.#away(new Error('the answer broke off'), signal);
    if (rest !== '') yield [rest];
  }

  /** The names of all fields that any line has, as far as they may lie in this span. */
  async fieldNames(query: string, span: Span, signal: AbortSignal): Promise<readonly string[]> {
    return this.#values('/select/logsql/field_names', query, span, signal);
  }

  /** The streams that have lines, each as `{a="b",c="d"}`. */
  async streams(query: string, span: Span, signal: AbortSignal): Promise<readonly string[]> {
    return this.#values('/select/logsql/streams', query, span, signal);
  }

  async isUp(signal: AbortSignal): Promise<boolean> {
    try {
      const answer = await this.#send('/health', '', signal);
      answer.resume();
      return answer.statusCode === 200;
    } catch {
      return false;
    }
  }

  close(): void {
    this.#agent.destroy();
  }

  async #values(path: string, query: string, span: Span, signal: AbortSignal): Promise<readonly string[]> {
    const answer = await this.#ask(path, query, span, signal);
    const { values } = JSON.parse(await textOf(answer)) as { values: readonly { readonly value: string }[] };
    return values.map(({ value }) => value);
  }

  async #ask(path: string, query: string, span: Span, signal: AbortSignal): Promise<IncomingMessage> {
    const body = new URLSearchParams({
      query,
      start: String(span.startUnixNano),
      end: String(span.endUnixNano),
      timeout: `${timeoutMs / 1000}s`,
    });
    const answer = await this.#send(path, body.toString(), signal);
    if (answer.statusCode === 200) return answer;
    const reason = (await textOf(answer)).trim();
    if (reason.includes('maxQueryDuration')) throw new StoreSlow(tooSlow);
    if ((answer.statusCode ?? 0) >= 500) throw new StoreAway(`VictoriaLogs answered ${answer.statusCode}: ${reason}`);
    throw new StoreRefused(answer.statusCode ?? 0, `VictoriaLogs answered ${answer.statusCode} to ${query}: ${reason}`);
  }

  #send(path: string, body: string, signal: AbortSignal): Promise<IncomingMessage> {
    return new Promise((resolve, reject) => {
      const sent = (this.#isSecure ? tlsRequest : request)(
        new URL(path, this.#url),
        {
          method: body === '' ? 'GET' : 'POST',
          agent: this.#agent,
          signal,
          timeout: timeoutMs,
          headers: {
            'content-type': 'application/x-www-form-urlencoded',
            'content-length': Buffer.byteLength(body),
            ...this.#authorization,
          },
        },
        resolve,
      );
      sent.on('timeout', () => sent.destroy(new Error(`no answer within ${timeoutMs / 1000} s`)));
      sent.on('error', (error) => reject(this.#away(error, signal)));
      sent.end(body);
    });
  }

  #away(error: unknown, signal: AbortSignal): Error {
    if (signal.aborted) return signal.reason instanceof Error ? signal.reason : new Error('given up');
    return new StoreAway(`VictoriaLogs at ${this.#url.origin} cannot be asked: ${(error as Error).message}`, {
      cause: error,
    });
  }
}

async function textOf(answer: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of answer) parts.push(part as Buffer);
  return Buffer.concat(parts).toString();
}
