import { isOpen, type LabelDeclarations, type MetricDeclaration } from './declare';
import type { Catalogue } from './define';

/** What is wrong with the declarations of one catalogue, apart from what others declare. */
export function problemsOf(catalogue: Catalogue, uses: readonly Catalogue[]): string[] {
  const isKnown = (attribute: string) =>
    [catalogue, ...uses].some(({ attributes }) => Object.hasOwn(attributes, attribute));
  const undeclared = (what: string, attributes: readonly string[]) =>
    attributes
      .filter((each) => !isKnown(each))
      .map((each) => `${what} has the attribute '${each}', which is not declared`);
  return [
    ...Object.values(catalogue.metrics).flatMap(metricProblems),
    ...Object.values(catalogue.spans).flatMap(({ name, attributes }) => [
      ...undeclared(`the span '${name}'`, attributes),
      ...placeholdersOf(name)
        .filter((each) => !attributes.includes(each))
        .map((each) => `the span '${name}' is named by '${each}', which is none of its attributes`),
    ]),
    ...Object.values(catalogue.logEvents).flatMap(({ name, attributes }) =>
      undeclared(`the log event '${name}'`, attributes),
    ),
  ];
}

const placeholdersOf = (name: string) => [...name.matchAll(/\{([^{}]+)\}/g)].map(([, key = '']) => key);

/** https://prometheus.io/docs/concepts/data_model and https://prometheus.io/docs/specs/om/open_metrics_spec */
function metricProblems(metric: MetricDeclaration): string[] {
  const { name, type, labels } = metric;
  const problems: string[] = [];
  if (!/^[a-zA-Z_][a-zA-Z0-9_]*$/.test(name)) problems.push('is no name of letters, digits and underscores');
  if (type === 'counter' && !name.endsWith('_total')) problems.push('is a counter, whose name ends in _total');
  if (type !== 'counter' && name.endsWith('_total')) problems.push('is no counter, and its name ends in _total');
  if (type === 'histogram' && !isGrowing(metric.buckets)) problems.push('has buckets that do not grow');
  return [...problems, ...labelProblems(labels)].map((problem) => `the metric '${name}' ${problem}`);
}

const isGrowing = (bounds: readonly number[]) =>
  bounds.length > 0 && bounds.every((bound, index) => index === 0 || bound > (bounds[index - 1] ?? 0));

function labelProblems(labels: LabelDeclarations): string[] {
  return Object.entries(labels).flatMap(([key, label]) => {
    if (!/^[a-zA-Z_][a-zA-Z0-9_]*$/.test(key) || key.startsWith('__') || key === 'le')
      return [`has the label '${key}', which is no name for one`];
    const values = isOpen(label) ? label.limit : label.length;
    return values >= 1 ? [] : [`has the label '${key}', which may have no value`];
  });
}
