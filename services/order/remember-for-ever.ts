import { onFault } from '@sightline/faults';
import type { FastifyInstance } from 'fastify';

/** Half a megabyte of references. */
const WEIGHT = 65_536;
/** Half a gigabyte: a leak that ends nowhere would take the machine with it. */
const MOST = 1_000;

/** The mistake: what a request brought is kept, and nobody ever lets it go. */
export function rememberForEver(server: FastifyInstance): void {
  let remembers = false;
  let remembered: string[][] = [];
  onFault('memory-leak', (on) => {
    remembers = on;
    remembered = [];
  });
  server.addHook('onRequest', (request, _reply, next) => {
    if (remembers && remembered.length < MOST) remembered.push(Array(WEIGHT).fill(request.id));
    next();
  });
}
