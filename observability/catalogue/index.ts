import { bank } from './bank';
import { database } from './database';
import { flags } from './flags';
import { http } from './http';
import { messaging } from './messaging';
import { orders } from './orders';
import { payments } from './payments';
import { runtime } from './runtime';
import { telemetry } from './telemetry';

/** Every topic, in the order the reference page shows them. */
export const topics = { http, orders, payments, bank, messaging, database, runtime, flags, telemetry } as const;

export const metrics = {
  ...http.metrics,
  ...orders.metrics,
  ...payments.metrics,
  ...bank.metrics,
  ...messaging.metrics,
  ...database.metrics,
  ...runtime.metrics,
  ...flags.metrics,
  ...telemetry.metrics,
} as const;

export const spans = {
  ...http.spans,
  ...orders.spans,
  ...payments.spans,
  ...bank.spans,
  ...messaging.spans,
  ...database.spans,
} as const;

export const attributes = {
  ...http.attributes,
  ...orders.attributes,
  ...payments.attributes,
  ...bank.attributes,
  ...messaging.attributes,
  ...database.attributes,
  ...runtime.attributes,
  ...flags.attributes,
  ...telemetry.attributes,
} as const;

export const logEvents = {
  ...http.logEvents,
  ...orders.logEvents,
  ...payments.logEvents,
  ...bank.logEvents,
  ...messaging.logEvents,
  ...database.logEvents,
  ...runtime.logEvents,
  ...flags.logEvents,
  ...telemetry.logEvents,
} as const;

/** Every name the platform emits, declared once. */
export const catalogue = { metrics, spans, attributes, logEvents } as const;

export type AttributeName = keyof typeof attributes;
export type {
  AttributeDeclaration,
  CounterDeclaration,
  Emitter,
  GaugeDeclaration,
  HistogramDeclaration,
  InventoryDeclaration,
  LabelDeclarations,
  LabelsOf,
  LogEventDeclaration,
  LogLevel,
  MetricDeclaration,
  OpenLabel,
  SpanDeclaration,
  SpanKindName,
  Topic,
  Unit,
} from './declare';
export { isOpen, otherValue } from './declare';
export { inventory } from './inventory';
export { type AttributesOf, type AttributeValueOf, spanNameOf } from './names';
