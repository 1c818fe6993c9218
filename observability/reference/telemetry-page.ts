import {
  type AttributeDeclaration,
  type InventoryDeclaration,
  isOpen,
  type LabelDeclarations,
  type LogEventDeclaration,
  type MetricDeclaration,
  type SpanDeclaration,
} from '../catalogue/declare';
import type { Catalogue } from '../catalogue/define';
import { variables } from '../settings/variables';
import { table } from './table';

/** What a reference page is about. */
export interface TelemetryPage {
  /** In the order they are shown in, those that a composed one is made of each by itself. */
  readonly catalogues: readonly Catalogue[];
  /** What others emit, by whatever key. */
  readonly inventory?: Readonly<Record<string, InventoryDeclaration>>;
  /** Markdown, under the title: where the page comes from. */
  readonly about: string;
}

/**
 * The reference page of everything that is emitted, in Markdown: metrics, spans, log events and attributes of each catalogue, and the
 * settings of this library. The same input always gives the same page.
 */
export function telemetryPage({ catalogues, inventory = {}, about }: TelemetryPage): string {
  const topics = [...new Set(catalogues.flatMap(({ parts }) => parts))];
  return [
    '# Telemetry reference',
    about,
    '- Series from a service carry `service_name`, `service_namespace`, `service_version`, `service_instance_id` and `deployment_environment_name` besides the labels below.',
    '- Log lines carry `trace_id` and `span_id` inside a trace; in Loki they are structured metadata, dots in names become underscores.',
    '- A label value outside its set, or beyond the limit of an open one (`≤ n`), becomes `_OTHER`.',
    ...topics.flatMap(({ name, metrics, spans, logEvents, attributes }) => [
      `## ${title(name)}`,
      metricsTable(Object.values(metrics)),
      spansTable(Object.values(spans)),
      logEventsTable(Object.values(logEvents)),
      attributesTable(attributes),
    ]),
    ...(Object.keys(inventory).length > 0 ? ['## Emitted by others', inventoryTable(inventory)] : []),
    '## Settings',
    'Environment variables of a service. One that is not accepted is told once (`telemetry.setting_ignored`), and its default is used.',
    settingsTable(),
  ]
    .filter((part) => part !== '')
    .join('\n\n')
    .concat('\n');
}

const title = (name: string) => name.charAt(0).toUpperCase() + name.slice(1).replaceAll('-', ' ');
const emittersOf = ({ emittedBy }: { readonly emittedBy?: readonly string[] }) =>
  emittedBy?.join(', ') ?? 'every service';
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
      emittersOf(metric),
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
      emittersOf(span),
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
      emittersOf(event),
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

const inventoryTable = (inventory: Readonly<Record<string, InventoryDeclaration>>) =>
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
