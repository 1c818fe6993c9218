/** A mistake the services can be told to make. Its flag has the same name, and is off unless somebody switches it on. */
export interface Fault {
  /**
   * `request`: decided anew for every request, and carried on to whatever follows from it; `process`: a service makes it as a
   * whole, or not at all.
   */
  readonly scope: 'request' | 'process';
  /** What is done wrong. */
  readonly description: string;
}

export const faults = {
  'n-plus-one': { scope: 'request', description: 'GET /orders asks the database once for each order of the page' },
  'cache-stampede': {
    scope: 'request',
    description: 'GET /products: everybody who misses the cache loads for himself',
  },
  'duplicate-messages': { scope: 'request', description: 'The relay sends each message twice' },
  'out-of-order-messages': { scope: 'request', description: 'The relay lets later messages overtake this one' },
  'slow-consumer': { scope: 'request', description: 'The payment service takes two seconds for each message' },
  'poison-message': { scope: 'request', description: 'The relay cuts messages off, so that nobody can read them' },
  'blocked-event-loop': { scope: 'request', description: 'GET /products computes for 150 ms in one go' },
  'exhausted-pool': { scope: 'request', description: 'POST /orders keeps its transaction open while it waits' },
  'slow-query': { scope: 'request', description: 'GET /products/:sku asks in a way that no index can answer' },
  'memory-leak': { scope: 'process', description: 'The order service remembers every request for ever' },
  'lost-trace-context': { scope: 'request', description: 'The relay sends messages without their trace context' },
  'bad-release': { scope: 'request', description: 'Every third order fails with an error' },
  'rebalance-storm': { scope: 'process', description: 'Consumers leave their group every few seconds and join again' },
  'log-flood': { scope: 'process', description: 'Log lines that are sampled otherwise are all written' },
  'high-cardinality': { scope: 'process', description: 'A label takes every value instead of a few' },
  'clock-skew': { scope: 'process', description: 'The clock of the payment service runs five seconds ahead' },
} as const satisfies Record<string, Fault>;

export type FaultName = keyof typeof faults;

type NamesOf<Scope extends Fault['scope']> = {
  [Name in FaultName]: (typeof faults)[Name]['scope'] extends Scope ? Name : never;
}[FaultName];

export type RequestFault = NamesOf<'request'>;
export type ProcessFault = NamesOf<'process'>;

export const faultNames = Object.keys(faults) as FaultName[];

export const isFault = (name: string): name is FaultName => Object.hasOwn(faults, name);

export const isRequestFault = (name: string): name is RequestFault => isFault(name) && faults[name].scope === 'request';
