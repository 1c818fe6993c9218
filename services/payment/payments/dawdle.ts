import { setTimeout as delay } from 'node:timers/promises';

const WAIT_MS = 2_000;

/** The mistake: to do slow work for each message before the next may come. */
export const dawdle = (): Promise<void> => delay(WAIT_MS);
