import {
  CustomVariableBuilder,
  QueryVariableBuilder,
  TextBoxVariableBuilder,
  type VariableModel,
  VariableRefresh,
  VariableSort,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { inventory, metrics } from '@sightline/catalogue';
import { datasources } from './datasources';
import type { Declared, LabelOf, Matchers } from './queries/promql';
import { anyOf, matches, value } from './queries/promql';

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
  return listOf(name, {
    title,
    query: `label_values(${value(series, matchers as Matchers<typeof series>)}, ${label})`,
  });
}

function listOf(name: string, { title, query }: { readonly title: string; readonly query: string }): VariableModel {
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

/** Every service: ours, whether or not anybody asks them anything, and whoever sends spans alone. */
export const service = listOf('service', {
  title: 'Service',
  query: `label_values(${anyOf(metrics.eventLoopUtilization, inventory.spanCalls)}, service_name)`,
});

/** The routes of the chosen services. */
export const route = listOf('route', {
  title: 'Route',
  query: `label_values(${anyOf(
    { ...metrics.httpServerRequestDuration, name: `${metrics.httpServerRequestDuration.name}_count` },
    inventory.spanCalls,
    { service_name: matches('$service'), http_route: matches('.+') },
  )}, http_route)`,
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
