import { metrics } from '@sightline/catalogue';
import { gauge } from '@sightline/observability';
import type { FastifyInstance } from 'fastify';

const WINDOW_MS = 5 * 60_000;
const MAX_SESSIONS = 50_000;

/** Counts the different sessions seen in the last five minutes, in bounded memory. */
export class ActiveUsers {
  /** Last seen, oldest first. */
  readonly #sessions = new Map<string, number>();

  see(session: string, now: number): void {
    this.#sessions.delete(session);
    this.#sessions.set(session, now);
    if (this.#sessions.size > MAX_SESSIONS) this.#forgetOldest();
  }

  count(now: number): number {
    for (const seen of this.#sessions.values()) {
      if (now - seen < WINDOW_MS) break;
      this.#forgetOldest();
    }
    return this.#sessions.size;
  }

  #forgetOldest(): void {
    const [oldest] = this.#sessions.keys();
    if (oldest !== undefined) this.#sessions.delete(oldest);
  }
}

/** Counts whoever says who they are by `x-session-id`. */
export function observeActiveUsers(server: FastifyInstance): void {
  const users = new ActiveUsers();
  server.addHook('onRequest', async ({ headers }) => {
    const session = headers['x-session-id'];
    if (typeof session === 'string' && session !== '') users.see(session.slice(0, 100), performance.now());
  });
  gauge(metrics.activeUsers).collect(() => [{ labels: {}, value: users.count(performance.now()) }]);
}
