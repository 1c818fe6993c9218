import { randomUUID } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';

export interface Charge {
  /** The client's Idempotency-Key: one key, one outcome, for ever. */
  readonly key: string;
  readonly reference: string;
  readonly amountCents: number;
  readonly currency: string;
}

export interface Entry extends Charge {
  readonly id: string;
  readonly kind: 'charge' | 'decline' | 'refund' | 'void';
  readonly at: string;
}

/**
 * What the bank has booked. Each operation is idempotent and atomic: asked again it gives the entry of the first time.
 * With a file, every entry is on disk before it is answered, so a restart forgets nothing.
 */
export class Ledger {
  readonly #outcomes = new Map<string, Entry>();
  readonly #reversals = new Map<string, Entry>();
  readonly #byReference = new Map<string, Entry[]>();

  constructor(private readonly file?: string) {
    if (!file) return;
    mkdirSync(dirname(file), { recursive: true });
    const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
    for (const line of text.split('\n')) {
      const entry = entryIn(line);
      if (entry) this.#remember(entry);
    }
    // A killed process was in the middle of the last line: what comes begins a new one.
    if (text !== '' && !text.endsWith('\n')) appendFileSync(file, '\n');
  }

  /** Takes the money, unless the key was declined or voided before. */
  charge(charge: Charge): Entry {
    return this.#outcomes.get(charge.key) ?? this.#book('charge', charge);
  }

  decline(charge: Charge): Entry {
    return this.#outcomes.get(charge.key) ?? this.#book('decline', charge);
  }

  /** Gives back what the key charged; a key that charged nothing is voided, so that it never will. */
  reverse({ key, reference }: { key: string; reference: string }): Entry {
    const reversed = this.#reversals.get(key);
    if (reversed) return reversed;
    const outcome = this.#outcomes.get(key);
    if (outcome?.kind === 'charge') return this.#book('refund', outcome);
    return outcome ?? this.#book('void', { key, reference, amountCents: 0, currency: 'EUR' });
  }

  of(reference: string): readonly Entry[] {
    return this.#byReference.get(reference) ?? [];
  }

  #book(kind: Entry['kind'], { key, reference, amountCents, currency }: Charge): Entry {
    const entry = { id: randomUUID(), kind, key, reference, amountCents, currency, at: new Date().toISOString() };
    if (this.file) appendFileSync(this.file, `${JSON.stringify(entry)}\n`);
    this.#remember(entry);
    return entry;
  }

  #remember(entry: Entry): void {
    (entry.kind === 'refund' ? this.#reversals : this.#outcomes).set(entry.key, entry);
    const entries = this.#byReference.get(entry.reference);
    if (entries) entries.push(entry);
    else this.#byReference.set(entry.reference, [entry]);
  }
}

/** What a line tells; nothing where it is not whole. */
function entryIn(line: string): Entry | undefined {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
