import { join } from 'node:path';
import { type Addresses, addresses } from '@sightline/stack';

export interface Settings {
  readonly addresses: Addresses;
  /** Which store has the traces. */
  readonly traceStore: 'zipkin' | 'tempo';
  /** The folder with one JSON file per dashboard. */
  readonly dashboards: string;
  /** The folder with the built page. */
  readonly page: string;
}

const repository = join(__dirname, '..', '..', '..');

/** @throws {Error} naming the variable, what came and what is accepted. */
export function settings(env: NodeJS.ProcessEnv = process.env): Settings {
  const traceStore = env.TRACE_STORE || 'zipkin';
  if (traceStore !== 'zipkin' && traceStore !== 'tempo') {
    throw new Error(`TRACE_STORE=${traceStore} is not accepted: give zipkin or tempo`);
  }
  return Object.freeze({
    addresses: addresses(env),
    traceStore,
    dashboards: env.DASHBOARDS_DIR || join(repository, 'dashboards', 'generated'),
    page: join(repository, 'viewer', 'dist', 'page'),
  });
}
