import type { Operator } from '../model';

/** The comparison that holds when the objective's does not. */
export const negated: Readonly<Record<Operator, string>> = { lt: '>=', lte: '>', gt: '<=', gte: '<' };
