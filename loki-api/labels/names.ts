import { trimmed } from './go-text';

/**
 * The label that an attribute of OpenTelemetry becomes in Loki: everything but letters and digits is an underscore, several in a row
 * are one, a leading digit gets `key_` before it, and `__reserved__` keeps its underscores.
 *
 * @see https://opentelemetry.io/docs/specs/otel/compatibility/prometheus_and_openmetrics/
 */
export function labelName(attribute: string): string {
  const reserved = /^__(.*)__$/s.exec(attribute);
  const name = (reserved?.[1] ?? attribute).replace(/[^a-zA-Z0-9]+/gu, '_');
  if (reserved !== null && attribute.length > 4) return `__${name}__`;
  return /^[0-9]/.test(name) ? `key_${name}` : name;
}

/** The label that a key in a line becomes: each odd character is an underscore, a leading digit gets one before it. */
export function parsedName(key: string): string {
  const plain = trimmed(key);
  const name = /^[0-9]/.test(plain) ? `_${plain}` : plain;
  return name.replace(/[^a-zA-Z0-9_]/gu, '_');
}
