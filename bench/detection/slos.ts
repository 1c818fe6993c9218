/** The same promise for each of the compared kinds of rules: one series of good, one of bad requests for each trace. */

const bad = 'requests_total{code="500"}';

/** @param guard what `sightline.dev/min-bad-events` says */
export const ours = (guard: string, { objective = 99.9, tiers }: { objective?: number; tiers?: string } = {}): string =>
  `apiVersion: openslo/v1
kind: SLO
metadata:
  name: availability
  annotations:
    sightline.dev/min-bad-events: "${guard}"
    sightline.dev/group-by: trace
    sightline.dev/instance-label: trace
${tiers ? `    sightline.dev/tiers: ${tiers}\n` : ''}spec:
  service: shop
  indicator:
    spec:
      ratioMetric:
        counter: true
        bad: { metricSource: { type: Prometheus, spec: { query: ${JSON.stringify(bad)} } } }
        total: { metricSource: { type: Prometheus, spec: { query: requests_total } } }
  timeWindow: [{ duration: 30d, isRolling: true }]
  budgetingMethod: Occurrences
  objectives: [{ targetPercent: ${objective} }]
`;

export const sloths = ({ objective = 99.9 }: { objective?: number } = {}): string => `version: prometheus/v1
service: shop
slos:
  - name: availability
    objective: ${objective}
    sli:
      events:
        error_query: sum by (trace) (rate(requests_total{code="500"}[{{.window}}]))
        total_query: sum by (trace) (rate(requests_total[{{.window}}]))
    alerting: { name: Burn }
`;
