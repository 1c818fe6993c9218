import { type AskedFault, BadFaultHeader, parseFaultHeader, withRequestFaults } from '@sightline/faults';
import type { FastifyInstance } from 'fastify';
import { Problem } from './problem';

/** Lets a request ask for mistakes with `x-fault`: they hold for it and for all that follows from it. */
export function honourFaultHeader(server: FastifyInstance): void {
  server.addHook('onRequest', (request, _reply, next) => {
    const header = request.headers['x-fault'];
    if (header === undefined) return next();
    withRequestFaults(asked(String(header)), next);
  });
}

function asked(header: string): AskedFault[] {
  try {
    return parseFaultHeader(header);
  } catch (error) {
    if (!(error instanceof BadFaultHeader)) throw error;
    throw new Problem({
      status: 400,
      kind: 'invalid-fault-header',
      title: 'The header x-fault is not valid',
      detail: error.message,
    });
  }
}
