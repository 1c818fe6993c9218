import { InboxClient } from '@sightline/inbox';
import { Backend } from '@sightline/stores';
import type { Symptom } from '@sightline/traffic';
import { z } from 'zod';
import type { Connections } from '../connections';
import { activeAlerts } from '../why';

/** What tells a person that something is wrong: alerts, or that the one that always comes no longer does. */
export class Detection {
  readonly #connections: Connections;
  readonly #symptom: Symptom;
  readonly #inbox: InboxClient;
  #since = new Date();
  readonly #fired = new Set<string>();
  #activeBefore: ReadonlySet<string> = new Set();

  constructor(connections: Connections, symptom: Symptom) {
    this.#connections = connections;
    this.#symptom = symptom;
    this.#inbox = connections.shop.inbox;
  }

  get alert(): string {
    return this.#symptom.alerts[0];
  }

  /** Alerts that have begun to fire since the cause was switched on. */
  get fired(): readonly string[] {
    return [...this.#fired].filter((name) => !this.#activeBefore.has(name));
  }

  /** What was active before is not to be laid at this incident's door. */
  async begin(): Promise<void> {
    this.#since = new Date();
    this.#activeBefore = new Set((await activeAlerts(this.#connections.metrics)).map(({ name }) => name));
  }

  async isFiring(): Promise<boolean> {
    if (this.#symptom.silence) return !(await this.#watchdogIsAlive());
    const active = await activeAlerts(this.#connections.metrics);
    for (const { name, state } of active) if (state === 'firing') this.#fired.add(name);
    return this.#fired.has(this.alert) && active.some(({ name }) => name === this.alert);
  }

  async isOver(): Promise<boolean> {
    if (this.#symptom.silence) return this.#watchdogIsAlive();
    return (await activeAlerts(this.#connections.metrics)).every(({ name }) => name !== this.alert);
  }

  /** Whether somebody was told. */
  async isReceived(): Promise<boolean> {
    if (this.#symptom.silence) return !(await this.#watchdogIsAlive());
    const query = { alertname: this.alert, since: this.#since.toISOString() };
    const { notifications } = await this.#inbox.notifications(query);
    return notifications.some(({ notification }) => notification.status === 'firing');
  }

  async #watchdogIsAlive(): Promise<boolean> {
    const { addresses, own } = this.#connections.shop;
    const inbox = new Backend('inbox', { url: addresses.url('inbox'), ...own });
    return (await inbox.get('/api/watchdog', z.object({ alive: z.boolean() }))).alive;
  }
}
