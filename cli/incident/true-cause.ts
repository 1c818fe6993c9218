import type { PlatformState } from '@sightline/stack';
import type { Cause } from '@sightline/traffic';
import { component, flag, release, type Subject } from '../why';

/** What `why` must name for an incident: what was really done. A bad release is a version and the flag that only it has. */
export function trueCauses(
  cause: Cause,
  { traceStore, logStore }: Pick<PlatformState, 'traceStore' | 'logStore'>,
): readonly [Subject, ...Subject[]] {
  const stores: Readonly<Record<string, string>> = { 'trace-store': traceStore, 'log-store': logStore };
  switch (cause.kind) {
    case 'flag':
      return [flag(cause.flag)];
    case 'bank':
      return [component('bank')];
    case 'component':
      return [component(stores[cause.component] ?? cause.component)];
    case 'release':
      return [release(cause.service, cause.version), flag(cause.flag)];
  }
}
