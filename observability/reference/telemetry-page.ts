import type {
  AttributeDeclaration,
  LabelDeclarations,
  LogEventDeclaration,
  SpanDeclaration,
} from '../catalogue/declare';
import { isOpen } from '../catalogue/declare';
import { inventory, type MetricDeclaration, topics } from '../catalogue/index';
import { variables } from '../settings/variables';
import { table } from './table';

/** The reference page of everything that is emitted, in Markdown; the same input always gives the same page. */
export function telemetryPage(): string {
  return [
    '<!-- Generated from observability/catalogue by `npm run generate -w observability`; do not edit. -->',
    '# Telemetry reference',
    'Every metric, span, log event and attribute the services emit, and what others emit that dashboards, SLOs and alerts use. ' +
      'Each is declared once, in `observability/catalogue`; the [live test](../../acceptance/catalogue.live.test.ts) ' +
      'compares this with what the running platform stores.',
    '- Series from a service carry `service_name`, `service_namespace`, `service_version`, `service_instance_id` and `deployment_environment_name` besides the labels below.',
    '- Log lines carry `trace_id` and `span_id` inside a trace; in Loki they are structured metadata, dots in names become underscores.',
    '- A label value outside its set, or beyond the limit of an open one (`≤ n`), becomes `_OTHER`.',
    ...Object.entries(topics).flatMap(([name, topic]) => [
      `## ${title(name)}`,
      metricsTable(Object.values(topic.metrics)),
      spansTable(Object.values(topic.spans)),
      logEventsTable(Object.values(topic.logEvents)),
      attributesTable(topic.attributes),
    ]),
    '## Emitted by others',
    inventoryTable(),
    '## Settings',
    'Environment variables of a service. One that is not accepted is told once (`telemetry.setting_ignored`), and its default is used.',
    settingsTable(),
  ]
    .filter((part) => part !== '')
    .join('\n\n')
    .concat('\n');
}

const title = (name: string) => name.charAt(0).toUpperCase() + name.slice(1);
const code = (text: string) => `\`${text}\``;
const codes = (texts: readonly string[]) => texts.map(code).join(' ');

const metricsTable = (metrics: readonly MetricDeclaration[]) =>
  table(
    ['Metric', 'Type', 'Unit', 'Labels', 'What it says', 'From'],
    metrics.map((metric) => [
      code(metric.name),
      metric.type === 'histogram' ? `histogram: ${metric.buckets.join(' ')}` : metric.type,
      metric.unit,
      labelsOf(metric.labels),
      metric.description,
      metric.emittedBy.join(', '),
    ]),
  );

const labelsOf = (labels: LabelDeclarations) =>
  Object.entries(labels)
    .map(([key, label]) => `${code(key)}: ${isOpen(label) ? `${label.example} … (≤ ${label.limit})` : label.join(' ')}`)
    .join('<br>');

const spansTable = (spans: readonly SpanDeclaration[]) =>
  table(
    ['Span', 'Kind', 'Attributes', 'What it says', 'Made by', 'From'],
    spans.map((span) => [
      code(span.name),
      span.kind,
      codes(span.attributes),
      span.description,
      span.instrumentation?.replace('@opentelemetry/', '') ?? 'the service',
      span.emittedBy.join(', '),
    ]),
  );

const logEventsTable = (events: readonly LogEventDeclaration[]) =>
  table(
    ['Log event', 'Level', 'Message', 'Attributes', 'What it says', 'From'],
    events.map((event) => [
      code(event.name),
      [event.level, ...(event.alsoAt ?? [])].join(', '),
      event.message,
      codes(event.attributes),
      event.description,
      event.emittedBy.join(', '),
    ]),
  );

const attributesTable = (attributes: Readonly<Record<string, AttributeDeclaration>>) =>
  table(
    ['Attribute', 'Type', 'What it says'],
    Object.entries(attributes).map(([key, { type, values, description }]) => [
      code(key),
      values ? values.join(' ') : type,
      description,
    ]),
  );

const inventoryTable = () =>
  table(
    ['Metric', 'Type', 'Unit', 'Labels', 'What it says', 'From'],
    Object.values(inventory).map(({ name, type, unit, labels, description, source }) => [
      code(name),
      type,
      unit,
      codes(labels),
      description,
      source,
    ]),
  );

const settingsTable = () =>
  table(
    ['Variable', 'Accepted', 'Default'],
    Object.entries(variables).map(([name, { accepted, fallback }]) => [code(name), accepted, fallback]),
  );
