import { writtenValue } from '../answers/numbers';
import type { Labels } from '../labels/labels';
import { labelName } from '../labels/names';
import type { Row } from './client';

/** The fields that make a stream, and the labels they are in Loki. */
export const streamFields: Readonly<Record<string, string>> = {
  'service.name': 'service_name',
  level: 'level',
  'deployment.environment.name': 'deployment_environment_name',
  // Keeps the audit log apart.
  'sightline.audit': 'sightline_audit',
};

/** A line as Loki would have kept it. */
export interface Entry {
  readonly timeUnixNano: bigint;
  readonly line: string;
  readonly stream: Labels;
  readonly metadata: Labels;
}

export function entryOf(row: Row): Entry {
  // Without a prototype: an attribute may have any name.
  const stream: Record<string, string> = Object.create(null);
  const metadata: Record<string, string> = Object.create(null);
  for (const field in row) {
    const value = row[field] ?? '';
    const label = streamFields[field];
    if (label !== undefined) stream[label] = value;
    else if (!isHidden(field, row)) metadata[metadataName(field)] = metadataValue(value);
  }
  return { timeUnixNano: unixNano(row._time ?? ''), line: row._msg ?? '', stream, metadata };
}

/** VictoriaLogs writes numbers without an exponent, Loki as JSON does. What no character could be made of is a blank in Loki. */
function metadataValue(value: string): string {
  if (value.includes('\ufffd')) return value.replaceAll('\ufffd', ' ');
  return withoutExponent.test(value) && isScientific(value) ? String(Number(value)) : value;
}

const withoutExponent = /^-?(?:[1-9]\d{21,}|0\.0{6}\d+)$/;

/** Whether this is a number that JSON writes with an exponent: in that way, or without one. */
export function isScientific(text: string): boolean {
  if (!/^-?\d[\d.]*(?:e[+-]\d+)?$/.test(text)) return false;
  const shortest = String(Number(text));
  return shortest.includes('e') && (shortest === text || writtenValue(Number(text)) === text);
}

const own = new Set(['_time', '_msg', '_stream', '_stream_id']);
const names = new Map<string, string>();

/** The label of structured metadata that a stored field is. */
export function metadataName(field: string): string {
  let name = names.get(field);
  if (name === undefined) {
    name = labelName(field.startsWith('scope.attributes.') ? field.slice('scope.attributes.'.length) : field);
    if (names.size < 10_000) names.set(field, name);
  }
  return name;
}

/** VictoriaLogs writes these for every record, said or not; Loki only what was said. */
export const filledIn = ['severity_number', 'severity_text', 'scope.name', 'scope.version'] as const;

function isHidden(field: string, row: Row): boolean {
  switch (field) {
    case 'severity_number':
      return row[field] === '0';
    case 'severity_text':
      return row[field] === severityName(Number(row.severity_number ?? 0));
    case 'scope.name':
    case 'scope.version':
      return row[field] === 'unknown';
    default:
      return own.has(field);
  }
}

const severities = ['Trace', 'Debug', 'Info', 'Warn', 'Error', 'Fatal'];

/** What VictoriaLogs makes of a number that came without a text: Info for 9, Info2 for 10. */
function severityName(number: number): string {
  const name = severities[Math.floor((number - 1) / 4)];
  if (name === undefined) return 'Unspecified';
  const step = (number - 1) % 4;
  return step === 0 ? name : `${name}${step + 1}`;
}

const seconds = new Map<string, bigint>();

/** A moment as VictoriaLogs writes it, to the nanosecond. */
export function unixNano(time: string): bigint {
  const whole = time.slice(0, 19);
  let base = seconds.get(whole);
  if (base === undefined) {
    base = BigInt(Date.parse(`${whole}Z`)) * 1_000_000n;
    if (seconds.size > 100_000) seconds.clear();
    seconds.set(whole, base);
  }
  return base + BigInt(time.slice(20, -1).padEnd(9, '0'));
}
