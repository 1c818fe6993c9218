import type { Cause } from '@sightline/traffic';
import { component, flag, release, type Subject } from '../why';

/** What `why` must name for an incident: what was really done. A bad release is a version and the flag that only it has. */
export function trueCauses(cause: Cause, traceStore: string): readonly [Subject, ...Subject[]] {
  switch (cause.kind) {
    case 'flag':
      return [flag(cause.flag)];
    case 'bank':
      return [component('bank')];
    case 'component':
      return [component(cause.component === 'trace-store' ? traceStore : cause.component)];
    case 'release':
      return [release(cause.service, cause.version), flag(cause.flag)];
  }
}
