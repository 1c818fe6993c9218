/** The smallest Sloth file, for tests: override what the test is about. */
export interface ExampleSloth {
  readonly objective?: number;
  readonly error?: string;
  readonly total?: string;
  readonly raw?: string;
  readonly labels?: string;
  readonly alerting?: string;
}

export const exampleSloth = ({
  objective = 99.9,
  error = 'sum(rate(requests_total{code=~"5.."}[{{.window}}]))',
  total = 'sum(rate(requests_total[{{.window}}]))',
  raw,
  labels = '',
  alerting = 'name: ShopBudget',
}: ExampleSloth = {}): string => `version: "prometheus/v1"
service: shop
slos:
  - name: availability
    objective: ${objective}
    labels: { ${labels} }
    sli:
      ${
        raw === undefined
          ? `events: { error_query: ${JSON.stringify(error)}, total_query: ${JSON.stringify(total)} }`
          : `raw: { error_ratio_query: ${JSON.stringify(raw)} }`
      }
    alerting: { ${alerting} }
`;
