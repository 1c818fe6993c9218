import { once } from 'node:events';
import type { Server } from 'node:http';
import { limitedServer } from '@sightline/config';
import type { FrontedService } from './config';
import { exposition } from './exposition';
import { PassingOn } from './pass-on';
import { Upstream, type UpstreamOptions } from './upstream';

export interface FrontOptions extends Pick<UpstreamOptions, 'tell' | 'limits'> {
  readonly host: string;
  readonly services: readonly FrontedService[];
}

/** How long it goes on with what is under way once it is told to end. */
const FINISH_WITHIN_MS = 5_000;

/** Servers for some services, each of which passes on what it gets to the service's instances. */
export class Front {
  readonly #services: readonly { name: string; port: number; upstreams: readonly Upstream[]; server: Server }[];

  constructor(private readonly options: FrontOptions) {
    const { services, tell, limits } = options;
    this.#services = services.map(({ name, port, instances }) => {
      const upstreams: readonly Upstream[] = instances.map((instance) => {
        const isAnotherReady = () => upstreams.some((each) => each.isReady && each.name !== instance.name);
        return new Upstream(instance.name, instance.url, { tell, limits, isAnotherReady });
      });
      const passing = new PassingOn(name, upstreams);
      const server = limitedServer((request, response) => void passing.answer(request, response));
      return { name, port, upstreams, server };
    });
  }

  /** Resolves when all listen. @throws where a port cannot be had. */
  async listen(): Promise<void> {
    for (const { server, port, upstreams } of this.#services) {
      for (const upstream of upstreams) void upstream.watch();
      server.listen(port, this.options.host);
      await once(server, 'listening');
    }
  }

  /** By service. */
  get servers(): Readonly<Record<string, Server>> {
    return Object.fromEntries(this.#services.map(({ name, server }) => [name, server]));
  }

  get exposition(): string {
    return exposition(this.#services.map(({ name, upstreams }) => ({ service: name, upstreams })));
  }

  /** Finishes what is under way. */
  async close(): Promise<void> {
    await Promise.all(
      this.#services.map(async ({ server, upstreams }) => {
        const closed = new Promise((resolve) => server.close(resolve));
        server.closeIdleConnections();
        const late = setTimeout(() => server.closeAllConnections(), FINISH_WITHIN_MS);
        await closed;
        clearTimeout(late);
        await Promise.all(upstreams.map((upstream) => upstream.close()));
      }),
    );
  }
}
