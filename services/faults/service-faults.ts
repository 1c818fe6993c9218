import { parseFaultHeader } from './fault-header';
import { withRequestFaults } from './request-faults';
import type { FaultConfig } from './settings';
import { startFaults } from './start-faults';

/** A request, and a server that tells of each, as far as Fastify's matter here. */
interface Request {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}
interface Server {
  addHook(name: 'onRequest', hook: (request: Request, reply: unknown, next: () => void) => void): unknown;
}

/** Lets a request ask for mistakes with `x-fault`: they hold for it and for all that follows from it. */
function honourFaultHeader(server: Server, { SIGHTLINE_FAULTS }: FaultConfig): void {
  if (SIGHTLINE_FAULTS === 'off') return;
  server.addHook('onRequest', (request, _reply, next) => {
    const header = request.headers['x-fault'];
    if (header === undefined) return next();
    withRequestFaults(parseFaultHeader(String(header)), next);
  });
}

/** What makes a service listen to flags and to `x-fault`: the hooks of its start. */
export const serviceFaults = { begin: startFaults, extend: honourFaultHeader } as const;
