import type { Incident } from './incident';

export const rebalanceStorm: Incident = {
  name: 'rebalance-storm',
  title: 'Consumers join and leave',
  explanation:
    'A consumer leaves its group every three seconds and joins again, as one does that is restarted in a loop, or ' +
    'that takes longer for a message than its session lasts. Each time the partitions are shared out anew, and ' +
    'nobody reads meanwhile.',
  cause: { kind: 'flag', flag: 'rebalance-storm' },
  load: { request: 'order', perSecond: 2 },
  symptom: {
    alerts: ['ConsumerRebalancing'],
    panel: { dashboard: 'sightline-kafka', panel: 'Consumer groups' },
    evidence: {
      signal: 'metric',
      query: 'sum by (messaging_consumer_group_name) (increase(messaging_consumer_rebalances_total[1m])) > 5',
      message: 'A group is joined many times a minute, not once per start',
    },
    withinSeconds: 150,
  },
  mend:
    'Find who leaves: crashes, long messages, sessions that are too short. Send heartbeats during long work, and ' +
    'let restarts be rare.',
};
