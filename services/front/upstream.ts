import { setTimeout as delay } from 'node:timers/promises';
import { Agent, type Dispatcher, Pool, request } from 'undici';

export interface UpstreamLimits {
  /** From one question whether it is ready to the next. */
  readonly checkEveryMs: number;
  /** One that has not answered it by then does not get requests; longer than a service takes to look at what it needs. */
  readonly checkWithinMs: number;
  readonly connectTimeout: number;
  /** To the first byte of an answer, and between two; no answer of ours takes as long. */
  readonly answerTimeout: number;
}

export const upstreamLimits: UpstreamLimits = {
  checkEveryMs: 250,
  checkWithinMs: 2_500,
  connectTimeout: 1_000,
  answerTimeout: 30_000,
};

/** Shorter than the instances keep theirs: a connection that one of them closes at this moment would take a request with it. */
const KEPT_MS = 30_000;

export interface UpstreamOptions {
  /** Told when it begins or ceases to get requests, and why. */
  readonly tell?: ((line: string) => void) | undefined;
  readonly limits?: UpstreamLimits | undefined;
  /** Whether another can do what this one does. */
  readonly isAnotherReady?: () => boolean;
}

/** Why one is to get no requests. */
interface Objection {
  readonly reason: string;
  /** Whether it answers nothing; or else what it has in hand may come yet. */
  readonly isSilent: boolean;
}

export type Outcome = 'answered' | 'broken' | 'not_reached';

/** One instance of a service: the connections to it, and whether it is to get requests. */
export class Upstream {
  readonly outcomes: Record<Outcome, number> = { answered: 0, broken: 0, not_reached: 0 };
  readonly #pool: Pool;
  readonly #checks: Agent;
  readonly #ended = new AbortController();
  #underWay = 0;
  #isReady = false;
  /** What another can answer as well, and need not wait for it when it answers nothing any more. */
  readonly #repeatable = new Set<AbortController>();
  readonly #tell: (line: string) => void;
  readonly #limits: UpstreamLimits;
  readonly #isAnotherReady: () => boolean;

  constructor(
    readonly name: string,
    private readonly url: string,
    { tell = () => {}, limits = upstreamLimits, isAnotherReady = () => false }: UpstreamOptions = {},
  ) {
    this.#tell = tell;
    this.#limits = limits;
    this.#isAnotherReady = isAnotherReady;
    const { connectTimeout, answerTimeout, checkWithinMs } = limits;
    this.#pool = new Pool(url, {
      connect: { timeout: connectTimeout },
      headersTimeout: answerTimeout,
      bodyTimeout: answerTimeout,
      keepAliveTimeout: KEPT_MS,
      keepAliveMaxTimeout: KEPT_MS,
    });
    const whole = { headersTimeout: checkWithinMs, bodyTimeout: checkWithinMs };
    this.#checks = new Agent({ connect: { timeout: checkWithinMs }, ...whole, connections: 1 });
  }

  get isReady(): boolean {
    return this.#isReady;
  }

  /** How many requests it has in hand. */
  get underWay(): number {
    return this.#underWay;
  }

  /** Asks it again and again whether it is ready, until it is closed. */
  async watch(): Promise<void> {
    const { signal } = this.#ended;
    while (!signal.aborted) {
      const objection = await this.#objection();
      if (signal.aborted) return;
      if (objection === undefined) this.#enter();
      else this.leave(objection.reason);
      if (objection?.isSilent && this.#isAnotherReady()) for (const attempt of this.#repeatable) attempt.abort();
      await delay(this.#limits.checkEveryMs, undefined, { signal }).catch(() => {});
    }
  }

  /** It gets no more requests, until it says that it is ready. */
  leave(reason: string): void {
    if (!this.#isReady) return;
    this.#isReady = false;
    this.#tell(`${this.name} gets no requests: ${reason}`);
  }

  /**
   * Ends when `attempt` is aborted, which is done here when it answers nothing, another is ready and the request is `repeatable`.
   *
   * @throws what undici throws where there is no whole head of an answer.
   */
  async ask(
    options: Dispatcher.RequestOptions,
    { attempt, repeatable }: { readonly attempt: AbortController; readonly repeatable: boolean },
  ): Promise<Dispatcher.ResponseData> {
    this.#underWay++;
    if (repeatable) this.#repeatable.add(attempt);
    let over = false;
    const end = () => {
      if (!over) this.#underWay--;
      over = true;
    };
    try {
      const answer = await this.#pool.request({ ...options, signal: attempt.signal });
      answer.body.once('close', end);
      return answer;
    } catch (error) {
      end();
      throw error;
    } finally {
      // Of an answer that has begun, nobody can make another.
      this.#repeatable.delete(attempt);
    }
  }

  async close(): Promise<void> {
    this.#ended.abort();
    await Promise.all([this.#pool.destroy(), this.#checks.destroy()]);
  }

  #enter(): void {
    if (this.#isReady) return;
    this.#isReady = true;
    this.#tell(`${this.name} gets requests`);
  }

  /** Undefined when it is ready. */
  async #objection(): Promise<Objection | undefined> {
    const { checkWithinMs } = this.#limits;
    const late = new AbortController();
    const timer = setTimeout(() => late.abort(), checkWithinMs);
    try {
      const { statusCode, body } = await request(`${this.url}/health/ready`, {
        dispatcher: this.#checks,
        signal: late.signal,
      });
      await body.dump();
      return statusCode === 200
        ? undefined
        : { reason: `it says that it is not ready (${statusCode})`, isSilent: false };
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      const reason = late.signal.aborted ? `no answer within ${checkWithinMs} ms` : (code ?? message);
      return { reason, isSilent: true };
    } finally {
      clearTimeout(timer);
    }
  }
}
