import { addressesOf } from '@sightline/stack';
import { BackendError } from '@sightline/stores';
import type { Connections } from '../connections';
import { type Explanation, why } from '../why';
import type { Recording } from './play-fault';

/** Asks `why` about the moment of a recording. A store that did not answer then does not answer now either. */
export async function explainAgain(
  { platform, explanation }: Recording,
  connections: Connections,
): Promise<Explanation> {
  const at = new Date(explanation.times.now.until);
  const silent = (backend: string) => explanation.silent?.includes(backend) ?? false;
  const { addresses } = platform;
  const asThen = connections.askedBy({
    ...(silent('Prometheus') && { metrics: mute(connections.metrics, 'Prometheus') }),
    ...(silent('Loki') && { logs: mute(connections.logs, 'Loki') }),
    ...(silent('Zipkin') && { traces: mute(connections.traces, 'Zipkin') }),
  });
  return why(asThen, {
    state: { ...platform, addresses: addressesOf(addresses) },
    moment: { at, seen: explanation.seen },
  });
}

function mute<Store extends object>(store: Store, backend: string): Store {
  const refuse = async () => {
    throw new BackendError('BACKEND_TIMEOUT', backend, `${backend} did not answer`);
  };
  return new Proxy(store, {
    get: (target, key) => (typeof Reflect.get(target, key) === 'function' ? refuse : Reflect.get(target, key)),
  });
}
