import { readFileSync } from 'node:fs';
import { Client } from 'undici';

/**
 * Connections that are used in turn, so that none is idle for long: as those of the proxy that stands before a shop. One request at a
 * time on each; a request that finds none free waits.
 *
 * Node.js accepts one connection each time its event loop comes round; many that come at once in a rush wait for half a second, while
 * others are answered at once. undici's RoundRobinPool looks for its next connection twice for a request, which leaves every other
 * one idle until it is closed, and then opens half of them anew in the same moment.
 */
export class Connections {
  readonly #all: readonly Client[];
  readonly #free: Client[];
  readonly #waiting: ((client: Client) => void)[] = [];

  /** @param ca the file of the authority that signed the certificate at `url`, in place of the usual ones */
  constructor(url: string, count: number, ca?: string) {
    const connect = ca === undefined ? {} : { connect: { ca: readFileSync(ca) } };
    this.#all = Array.from({ length: count }, () => new Client(url, { pipelining: 1, ...connect }));
    this.#free = [...this.#all];
  }

  /** Opens all of them, by `request`. */
  async open(request: (client: Client) => Promise<unknown>): Promise<void> {
    await Promise.all(this.#all.map(() => this.use(request)));
  }

  async use<Answer>(request: (client: Client) => Promise<Answer>): Promise<Answer> {
    const client = this.#free.shift() ?? (await new Promise<Client>((resolve) => this.#waiting.push(resolve)));
    try {
      return await request(client);
    } finally {
      const next = this.#waiting.shift();
      if (next) next(client);
      else this.#free.push(client);
    }
  }

  async close(): Promise<void> {
    await Promise.all(this.#all.map((client) => client.close()));
  }
}
