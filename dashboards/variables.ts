import {
  CustomVariableBuilder,
  QueryVariableBuilder,
  TextBoxVariableBuilder,
  type VariableModel,
  VariableRefresh,
  VariableSort,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { metrics } from '@sightline/catalogue';
import { datasources } from './datasources';
import type { Declared, LabelOf, Matchers } from './queries/promql';
import { value } from './queries/promql';

/** A list filled from the values a label has right now. Everything is chosen to begin with. */
export function labelValues<const M extends Declared>(
  name: string,
  {
    title,
    metric,
    label,
    matchers = {},
  }: { readonly title: string; readonly metric: M; readonly label: LabelOf<M>; readonly matchers?: Matchers<M> },
): VariableModel {
  const series = metric.type === 'histogram' ? { ...metric, name: `${metric.name}_count` } : metric;
  const query = `label_values(${value(series, matchers as Matchers<typeof series>)}, ${label})`;
  return new QueryVariableBuilder(name)
    .label(title)
    .datasource(datasources.prometheus)
    .query({ query, refId: 'variable' })
    .definition(query)
    .refresh(VariableRefresh.OnTimeRangeChanged)
    .sort(VariableSort.AlphabeticalAsc)
    .multi(true)
    .includeAll(true)
    .current({ selected: true, text: ['All'], value: ['$__all'] })
    .build();
}

/** Our own services, whether or not anybody asks them anything. */
export const service = labelValues('service', {
  title: 'Service',
  metric: metrics.eventLoopUtilization,
  label: 'service_name',
});

/** A choice between fixed values, each under the name it is shown by; the first one to begin with. */
export function choice(name: string, title: string, values: Readonly<Record<string, string>>): VariableModel {
  const options = Object.entries(values).map(([text, value], index) => ({ selected: index === 0, text, value }));
  const [first] = options;
  return new CustomVariableBuilder(name)
    .label(title)
    .values(options.map(({ text, value }) => (text === value ? value : `${text} : ${value}`)).join(','))
    .options(options)
    .current(first ?? { selected: true, text: '', value: '' })
    .build();
}

/** A choice between lengths of time. */
export const durations = (name: string, title: string, values: readonly string[]): VariableModel =>
  choice(name, title, Object.fromEntries(values.map((value) => [value, value])));

/** A field to type or paste into. */
export const typed = (name: string, title: string, initially = ''): VariableModel =>
  new TextBoxVariableBuilder(name)
    .label(title)
    .defaultValue(initially)
    .current({ selected: true, text: initially, value: initially })
    .build();
