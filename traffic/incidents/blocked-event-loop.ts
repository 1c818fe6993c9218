import type { Incident } from './incident';

export const blockedEventLoop: Incident = {
  name: 'blocked-event-loop',
  title: 'One computation stops everything',
  explanation:
    'A list request computes for 150 ms without giving the event loop a turn. Node.js has one ' +
    'thread: everybody else waits too, health checks included, although the processor of the machine is not full ' +
    'and the database has nothing to do.',
  cause: { kind: 'flag', flag: 'blocked-event-loop' },
  load: { request: 'list products', perSecond: 2 },
  symptom: {
    alerts: ['EventLoopBlocked'],
    panel: { dashboard: 'sightline-service', panel: 'Event loop delay (p99)' },
    evidence: {
      signal: 'metric',
      query:
        'max_over_time(nodejs_eventloop_delay_max_seconds{service_name="order"}[30s]) > 0.05 and on ' +
        '(service_name) nodejs_eventloop_utilization_ratio{service_name="order"} > 0.25',
      message: 'The loop is busy and stands still for long: the time is spent in our own code',
    },
    withinSeconds: 120,
  },
  mend:
    'Use the asynchronous form (crypto, zlib and fs have one), cut the work into pieces, or give it to a worker ' +
    'thread. A CPU profile names the function.',
};
