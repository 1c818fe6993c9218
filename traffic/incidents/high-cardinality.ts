import type { Incident } from './incident';

export const highCardinality: Incident = {
  name: 'high-cardinality',
  title: 'A label that is always new',
  explanation:
    'A counter gets a label with an id in it: each request makes a series that is never seen again. Prometheus ' +
    'keeps every one of them in memory, queries get slower, and in the end it is the monitoring that goes down.',
  cause: { kind: 'flag', flag: 'high-cardinality' },
  load: { request: 'see a product', perSecond: 15 },
  symptom: {
    alerts: ['CardinalityGrowing'],
    panel: { dashboard: 'sightline-telemetry-pipeline', panel: 'Series held' },
    evidence: {
      signal: 'metric',
      query: 'count(ecommerce_product_views_total) > 200',
      message: 'One metric has more series than the shop has products: its label holds trace IDs',
    },
    withinSeconds: 150,
  },
  mend:
    'Take the id out of the label: it belongs into spans, logs and exemplars. The catalogue limits the values of ' +
    'every label; what is beyond becomes _OTHER.',
};
