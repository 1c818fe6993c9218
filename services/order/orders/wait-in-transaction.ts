import { setTimeout as delay } from 'node:timers/promises';

const WAIT_MS = 4_000;

/** The mistake: to ask somebody slow while a transaction is open. Its connection is taken for all that time. */
export const waitInTransaction = (): Promise<void> => delay(WAIT_MS);
