import type { LogEventDeclaration, LogLevel } from '../catalogue/declare';
import { metrics } from '../catalogue/library';
import type { AttributesOf } from '../catalogue/names';
import { counter } from '../metrics/counter';
import { redactValue } from '../redaction/redact';
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
    const fields: Record<string, unknown> = { event: declaration.name };
    for (const [key, value] of Object.entries(attributes ?? {})) {
      if (value === undefined) continue;
      const said = isPlain(value) ? value : plain(value);
      fields[key] = redactValue(key, said);
      if (fields[key] !== said) counter(metrics.valuesRedacted).inc({ signal: 'logs' });
    }
    if (error !== undefined) Object.assign(fields, errorFields(error));
    logger[line.level](fields, line.message);
    counter(metrics.logRecords).inc({ level: line.level });
  } catch {
    // A record that cannot be written is lost; the work it was about goes on.
  }
}

/** Most values are: they need no walk. */
const isPlain = (value: unknown): boolean =>
  typeof value === 'string' ? value.length < 8_192 : typeof value === 'number' || typeof value === 'boolean';
