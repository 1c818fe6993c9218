import { EventEmitter } from 'node:events';
import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, truncateSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Channel, Delivery } from '../receive/delivery';
import type { Notification } from '../receive/notification';

export interface DeliveriesOptions {
  readonly file: string;
  /** How many are kept; the oldest go first. */
  readonly limit?: number;
}

type Line = { readonly delivery: Delivery } | { readonly trace: { readonly id: number; readonly traceId: string } };

/**
 * The notifications that came, in one file of JSON lines. Each is in the hands of the operating system before it is answered,
 * so a killed process forgets nothing; a line that it was in the middle of was not answered, and comes again. Of the watchdog, which is
 * heard all the time, only the latest word of each group is kept.
 */
export class Deliveries {
  readonly #file: string;
  readonly #limit: number;
  readonly #kept = new Map<number, Delivery>();
  readonly #changes = new EventEmitter().setMaxListeners(0);
  #lastId = 0;
  #linesInFile = 0;
  #revision = 0;

  constructor({ file, limit = 1000 }: DeliveriesOptions) {
    this.#file = file;
    this.#limit = limit;
    mkdirSync(dirname(file), { recursive: true });
    if (existsSync(file)) this.#read(readFileSync(file));
  }

  /** Tells one state from the next, while the process lives. */
  get revision(): number {
    return this.#revision;
  }

  /** Newest first. */
  all(): Delivery[] {
    return [...this.#kept.values()].reverse();
  }

  byId(id: number): Delivery | undefined {
    return this.#kept.get(id);
  }

  add(channel: Channel, notification: Notification): Delivery {
    const delivery = { id: this.#lastId + 1, receivedAt: new Date().toISOString(), channel, notification };
    this.#append({ delivery });
    return delivery;
  }

  /** Notes which trace shows what a notification is about; nothing where that is forgotten by now. */
  addTrace(id: number, traceId: string): void {
    if (this.#kept.has(id)) this.#append({ trace: { id, traceId } });
  }

  /** Resolves with the next change, or when `signal` says that nobody waits any more. */
  changed(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        this.#changes.off('change', done);
        signal.removeEventListener('abort', done);
        resolve();
      };
      this.#changes.once('change', done);
      signal.addEventListener('abort', done);
      if (signal.aborted) done();
    });
  }

  #append(line: Line): void {
    appendFileSync(this.#file, `${JSON.stringify(line)}\n`);
    this.#take(line);
    if (this.#linesInFile > 3 * this.#limit) this.#compact();
    this.#changes.emit('change');
  }

  #read(content: Buffer): void {
    const whole = content.lastIndexOf('\n') + 1;
    if (whole < content.length) truncateSync(this.#file, whole);
    for (const line of content.subarray(0, whole).toString().split('\n')) if (line) this.#take(JSON.parse(line));
  }

  #take(line: Line): void {
    this.#linesInFile += 1;
    this.#revision += 1;
    if ('trace' in line) {
      const { id, traceId } = line.trace;
      const delivery = this.#kept.get(id);
      if (delivery) this.#kept.set(id, { ...delivery, traceId });
      return;
    }
    const { delivery } = line;
    if (delivery.channel === 'watchdog') this.#forgetEarlierWord(delivery);
    this.#kept.set(delivery.id, delivery);
    this.#lastId = delivery.id;
    for (const id of this.#kept.keys()) {
      if (this.#kept.size <= this.#limit) break;
      this.#kept.delete(id);
    }
  }

  #forgetEarlierWord({ notification }: Delivery): void {
    for (const [id, { channel, notification: earlier }] of this.#kept)
      if (channel === 'watchdog' && earlier.groupKey === notification.groupKey) this.#kept.delete(id);
  }

  /** Writes anew what is kept, aside, and puts it in place in one step. */
  #compact(): void {
    const draft = `${this.#file}.draft`;
    const lines = [...this.#kept.values()].map((delivery) => `${JSON.stringify({ delivery })}\n`);
    writeFileSync(draft, lines.join(''));
    renameSync(draft, this.#file);
    this.#linesInFile = lines.length;
  }
}
