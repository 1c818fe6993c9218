/** What a person has pasted to say which trace: an id of either kind, or what may be both. */
export interface PastedId {
  /** 32 hexadecimal digits. */
  readonly trace: string;
  /** A UUID. */
  readonly order: string;
  /** Which of the two is meant first, where the text may be both: a trace id may be written like a UUID, and the other way round. */
  readonly first: 'trace' | 'order';
}

/** https://www.w3.org/TR/trace-context/#traceparent-header; a later version may have more fields. */
const traceparent = /(?<![0-9a-f])[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}(?![0-9a-f])/gi;
const named = /\btrace[-_ ]?id\W{1,5}(?:0x)?([0-9a-f]{32}|[0-9a-f]{16})(?![0-9a-f])/gi;
const longHex = /(?<![0-9a-f])(?:0x)?([0-9a-f]{32})(?![0-9a-f])/gi;
const uuid = /(?<![0-9a-f-])([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?![0-9a-f-])/gi;

/**
 * Finds the id in what was pasted: an id with blanks, quotes, dashes or capitals, a `traceparent`, a log line, the address of a
 * trace in the viewer, Grafana, Zipkin, Tempo or Jaeger, encoded or not.
 *
 * @returns undefined when there is none, or there are several and none is said to be the trace's.
 */
export function idIn(pasted: string): PastedId | undefined {
  const text = decoded(pasted);
  const traces =
    [traceparent, named, longHex].map((form) => distinct(text, form)).find((found) => found.length > 0) ?? [];
  if (traces.length > 0) return traces.length === 1 ? ofTrace(traces[0]) : undefined;
  const uuids = distinct(text, uuid);
  if (uuids.length > 0) return uuids.length === 1 && uuids[0] ? { ...ofBoth(uuids[0]), first: 'order' } : undefined;
  const digits = text.replaceAll(/[\s"'`“”‘’«»<>()[\]{},;:_-]|0x/gi, '');
  return /^([0-9a-f]{16}|[0-9a-f]{32})$/i.test(digits) ? ofTrace(digits) : undefined;
}

/** An id of 64 bits, as Zipkin and Jaeger still write it, is one of 128 that begins with zeros. */
function ofTrace(digits = ''): PastedId | undefined {
  const trace = digits.toLowerCase().padStart(32, '0');
  if (/^0+$/.test(trace)) return undefined;
  return { ...ofBoth(trace.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, '$1-$2-$3-$4-$5')), first: 'trace' };
}

const ofBoth = (id: string) => ({ trace: id.toLowerCase().replaceAll('-', ''), order: id.toLowerCase() });

const distinct = (text: string, form: RegExp) => [
  ...new Set([...text.matchAll(form)].map(([, id]) => (id ?? '').toLowerCase())),
];

/** Explore's addresses hold JSON, encoded once or more. */
function decoded(text: string): string {
  let known = text;
  for (let times = 0; times < 3 && /%[0-9a-f]{2}/i.test(known); times++) {
    try {
      known = decodeURIComponent(known);
    } catch {
      return known;
    }
  }
  return known;
}
