import { setTimeout as delay } from 'node:timers/promises';
import { InboxClient, type Received } from '@sightline/inbox';
import { Alertmanager } from '@sightline/stores';
import type { Connections } from '../connections';
import { checkLinks, type LinkCheck } from './check-links';
import type { HopName, Hops } from './hops';

type Labels = Readonly<Record<string, string>>;

export interface SightingsOptions {
  readonly alertmanager: Alertmanager;
  readonly inbox: InboxClient;
  /** Which test an alert belongs to, if any. */
  identify(labels: Labels): string | undefined;
  /** What Alertmanager means by the start of an alert. */
  readonly began: 'posted' | 'firing';
  /** Whether the links of a notification lead on. Never rejects. */
  follow(received: Received): Promise<readonly LinkCheck[]>;
}

const everyMs = 200;

/** Where alerts are seen on the running platform. */
export const sightingsOn = (
  { alerts, shop, traces }: Connections,
  test: Pick<SightingsOptions, 'identify' | 'began'>,
): Sightings =>
  new Sightings({
    alertmanager: alerts,
    inbox: shop.inbox,
    follow: (received) => checkLinks(received, { traces, shop }),
    ...test,
  });

/** Where alerts of some tests have been seen since this was made. */
export class Sightings {
  readonly #since = new Date();
  readonly #hops = new Map<string, Partial<Record<HopName, Date>>>();
  readonly #received = new Map<string, Received>();
  readonly #links = new Map<string, Promise<readonly LinkCheck[]>>();
  readonly #heldBack = new Set<string>();

  constructor(private readonly options: SightingsOptions) {}

  hops(id: string): Hops {
    return this.#hops.get(id) ?? {};
  }

  /** The notification that told of it first, as the inbox knows it now. */
  received(id: string): Received | undefined {
    return this.#received.get(id);
  }

  /** Its links, followed as soon as it was received: a trace store that is full may have forgotten the trace a minute later. */
  async links(id: string): Promise<readonly LinkCheck[]> {
    return this.#links.get(id) ?? [];
  }

  /** Whether Alertmanager knew it and told nobody: it is silenced, or inhibited. */
  isHeldBack(id: string): boolean {
    return this.#heldBack.has(id);
  }

  /** The first time counts. */
  note(id: string, hop: HopName, at: Date): void {
    const hops = this.#hops.get(id) ?? {};
    hops[hop] ??= at;
    this.#hops.set(id, hops);
  }

  /**
   * Polls until `done`, or until the time is over; `poll` may add what is seen elsewhere. Whoever does not answer may be
   * about to come back. @throws when one still does not at the end.
   */
  async until(done: () => boolean, { withinMs, poll }: UntilOptions): Promise<boolean> {
    for (const deadline = Date.now() + withinMs; ; await delay(everyMs)) {
      const isOver = Date.now() > deadline;
      await Promise.all([this.#pollAlertmanager(), this.#pollInbox(), poll?.()]).catch((error) => {
        if (isOver) throw error;
      });
      if (done()) return true;
      if (isOver) return false;
    }
  }

  async #pollAlertmanager(): Promise<void> {
    for (const { labels, startsAt, updatedAt, status } of await this.options.alertmanager.alerts()) {
      const id = this.options.identify(labels);
      if (id === undefined || updatedAt < this.#since) continue;
      this.note(id, this.options.began, startsAt);
      this.note(id, 'alertmanager', updatedAt);
      if (status.state === 'suppressed') this.#heldBack.add(id);
    }
  }

  async #pollInbox(): Promise<void> {
    const { notifications } = await this.options.inbox.notifications({ since: this.#since.toISOString(), limit: 1000 });
    // Newest first: the oldest is noted first, and counts.
    for (const received of [...notifications].reverse()) {
      for (const { labels, status } of received.notification.alerts) {
        const id = this.options.identify(labels);
        // The end of something earlier is not the end of this.
        if (id === undefined || (status === 'resolved' && !this.hops(id).received)) continue;
        this.note(id, status === 'firing' ? 'received' : 'resolved', new Date(received.receivedAt));
        const known = this.#received.get(id);
        if (known !== undefined && known.id !== received.id) continue;
        // The trace is found some seconds later than the notification comes.
        if (known === undefined || known.traceId !== received.traceId)
          this.#links.set(id, this.options.follow(received));
        this.#received.set(id, received);
      }
    }
  }
}

export interface UntilOptions {
  readonly withinMs: number;
  readonly poll?: () => Promise<void>;
}
