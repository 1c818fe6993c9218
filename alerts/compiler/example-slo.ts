/** The smallest OpenSLO file, for tests: override what the test is about. */
export interface ExampleSlo {
  readonly name?: string;
  readonly annotations?: string;
  readonly bad?: string;
  readonly total?: string;
  readonly indicator?: string;
  readonly timeWindow?: string;
  readonly method?: string;
  readonly objective?: string;
  readonly more?: string;
}

export function exampleSlo({
  name = 'shop-availability',
  annotations = 'sightline.dev/min-bad-events: "5"',
  bad = 'requests_total{code=~"5.."}',
  total = 'requests_total',
  indicator = ratioOf('bad', bad, total),
  timeWindow = '[{ duration: 30d, isRolling: true }]',
  method = 'Occurrences',
  objective = 'targetPercent: 99.9',
  more = '',
}: ExampleSlo = {}): string {
  return `apiVersion: openslo/v1
kind: SLO
metadata:
  name: ${name}
  annotations: { ${annotations} }
spec:
  service: shop
  indicator: { spec: { ${indicator} } }
  timeWindow: ${timeWindow}
  budgetingMethod: ${method}
  objectives: [{ ${objective} }]
  ${more}
`;
}

export const query = (text: string) => `{ metricSource: { spec: { query: ${JSON.stringify(text)} } } }`;

export const ratioOf = (part: 'good' | 'bad', events: string, total: string) =>
  `ratioMetric: { ${part}: ${query(events)}, total: ${query(total)} }`;
