import { isSpanContextValid, trace } from '@opentelemetry/api';
import type { LogEventDeclaration, LogLevel } from '../catalogue/declare';
import { metrics } from '../catalogue/library';
import type { AttributesOf } from '../catalogue/names';
import { counter } from '../metrics/counter';
import { redactText, redactValue } from '../redaction/redact';
import { currentLogger } from './current-logger';
import { errorFields } from './error-fields';
import { plain } from './plain';
import { isAllowed } from './rate-limit';

/**
 * Writes a declared log record. Level and message come from the declaration; trace and span from the active context;
 * values are redacted. It never throws: telemetry does not break its host.
 */
export function emit<D extends LogEventDeclaration>(
  declaration: D,
  attributes?: AttributesOf<D>,
  error?: unknown,
): void {
  write(declaration, { level: declaration.level, message: declaration.message }, attributes, error);
}

type LevelOf<D extends LogEventDeclaration> =
  | D['level']
  | (D extends { readonly alsoAt: readonly (infer L extends LogLevel)[] } ? L : never);

/** The same at another of the levels the declaration allows. */
export function emitAt<D extends LogEventDeclaration>(
  declaration: D,
  level: LevelOf<D>,
  attributes?: AttributesOf<D>,
  error?: unknown,
): void {
  write(declaration, { level, message: declaration.message }, attributes, error);
}

interface Line {
  readonly level: LogLevel;
  readonly message: string;
}

/** For lines whose text is not ours: the framework's own. */
export function write(declaration: LogEventDeclaration, line: Line, attributes?: object, error?: unknown): void {
  try {
    if (!isAllowed(declaration)) return;
    const logger = currentLogger();
    if (!logger.isLevelEnabled(line.level)) return;
    const fields = activeTrace();
    fields.event = declaration.name;
    if (attributes) addFields(fields, attributes as Readonly<Record<string, unknown>>);
    if (error !== undefined) Object.assign(fields, errorFields(error));
    logger[line.level](fields, redactText(line.message));
    counter(metrics.logRecords).inc({ level: line.level });
  } catch {
    // A record that cannot be written is lost; the work it was about goes on.
  }
}

function addFields(fields: Record<string, unknown>, attributes: Readonly<Record<string, unknown>>): void {
  for (const key of Object.keys(attributes)) {
    const value = attributes[key];
    if (value === undefined) continue;
    const said = isPlain(value) ? value : plain(value);
    const clean = redactValue(key, said);
    if (clean !== said) counter(metrics.valuesRedacted).inc({ signal: 'logs' });
    fields[key] = clean;
  }
}

/** The trace and the span that a line belongs to; nothing outside of any. */
function activeTrace(): Record<string, unknown> {
  const span = trace.getActiveSpan()?.spanContext();
  if (!span || !isSpanContextValid(span)) return {};
  const { traceId, spanId, traceFlags } = span;
  return { trace_id: traceId, span_id: spanId, trace_flags: traceFlags.toString(16).padStart(2, '0') };
}

/** Most values are: they need no walk. */
const isPlain = (value: unknown): boolean =>
  typeof value === 'string' ? value.length < 8_192 : typeof value === 'number' || typeof value === 'boolean';
