/** A process of its own that asks one address the same thing, over and over. It does as little as can be: it shares a processor with others. */
import { connect, type Socket } from 'node:net';
import { quantile } from '../harness/statistics';

export interface LoadOrder {
  readonly host: string;
  readonly port: number;
  /** One request of HTTP/1.1, whole. */
  readonly request: string;
  readonly connections: number;
  readonly seconds: number;
  /** Requests per second; as many as are answered when it is missing. */
  readonly rate?: number | undefined;
}

export interface LoadOutcome {
  readonly answered: number;
  /** Answers that were no 2xx. */
  readonly failed: number;
  readonly seconds: number;
  /** Milliseconds from when a request was due. */
  readonly p50: number;
  readonly p99: number;
}

/** One connection, one request at a time. */
class Caller {
  readonly #socket: Socket;
  #received = '';
  #answered: ((status: number) => void) | undefined;
  #failed: ((error: Error) => void) | undefined;

  constructor(
    { host, port }: LoadOrder,
    private readonly request: string,
  ) {
    this.#socket = connect({ host, port, noDelay: true });
    this.#socket.setEncoding('latin1').on('data', (chunk: Buffer) => this.#take(String(chunk)));
    this.#socket.on('error', (error) => this.#failed?.(error));
    this.#socket.on('close', () => this.#failed?.(new Error('the service hung up')));
  }

  ask(): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#answered = resolve;
      this.#failed = reject;
      this.#socket.write(this.request);
    });
  }

  end(): void {
    this.#failed = undefined;
    this.#socket.destroy();
  }

  #take(chunk: string): void {
    this.#received += chunk;
    const head = this.#received.indexOf('\r\n\r\n');
    if (head === -1) return;
    const length = /\r\ncontent-length: (\d+)/i.exec(this.#received)?.[1];
    if (this.#received.length < head + 4 + Number(length ?? 0)) return;
    const status = Number(this.#received.slice(9, 12));
    this.#received = '';
    this.#answered?.(status);
  }
}

async function run(order: LoadOrder): Promise<LoadOutcome> {
  const callers = Array.from({ length: order.connections }, () => new Caller(order, order.request));
  const latencies: number[] = [];
  let failed = 0;
  const begun = performance.now();
  const end = begun + order.seconds * 1_000;
  const ask = async (caller: Caller, due: number) => {
    const status = await caller.ask();
    if (status < 200 || status > 299) failed++;
    latencies.push(performance.now() - due);
  };
  if (order.rate === undefined) {
    await Promise.all(
      callers.map(async (caller) => {
        for (let now = performance.now(); now < end; now = performance.now()) await ask(caller, now);
      }),
    );
  } else {
    await evenly(order.rate, { begun, end, callers, ask });
  }
  const seconds = (performance.now() - begun) / 1_000;
  for (const caller of callers) caller.end();
  return { answered: latencies.length, failed, seconds, p50: quantile(latencies, 0.5), p99: quantile(latencies, 0.99) };
}

interface Pace {
  readonly begun: number;
  readonly end: number;
  readonly callers: Caller[];
  ask(caller: Caller, due: number): Promise<void>;
}

/** A request every so often, whatever has been answered; one that finds no free connection waits, and its latency counts the wait. */
async function evenly(rate: number, { begun, end, callers, ask }: Pace): Promise<void> {
  const free = [...callers];
  const waiting: number[] = [];
  let due = 0;
  let open = 0;
  await new Promise<void>((resolve, reject) => {
    const serve = (caller: Caller, at: number) => {
      open++;
      ask(caller, at).then(() => {
        open--;
        const next = waiting.shift();
        if (next === undefined) free.push(caller);
        else serve(caller, next);
      }, reject);
    };
    const tick = () => {
      const now = performance.now();
      for (let at = begun + (due * 1_000) / rate; at <= Math.min(now, end); at = begun + (++due * 1_000) / rate) {
        const caller = free.pop();
        if (caller) serve(caller, at);
        else waiting.push(at);
      }
      if (now >= end && open === 0) resolve();
      else setTimeout(tick, 1);
    };
    tick();
  });
}

process.on('message', (order: LoadOrder) => {
  run(order).then(
    (outcome) => process.send?.(outcome),
    (error: Error) => process.send?.({ error: error.message }),
  );
});
