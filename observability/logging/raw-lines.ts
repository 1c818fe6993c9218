import type { Transform } from 'node:stream';

const text = Symbol('text');

/** What pino-loki is given of a line, to make a label and a time of; and the text that it is to send. */
interface RawLine {
  readonly level: string;
  /** Nanoseconds since 1970. */
  readonly time: string;
  readonly [text]: string;
}

/** Where pino-loki's stream, split2's, keeps what turns a line into what is read from it. */
interface WithMapper {
  mapper?: (line: string) => unknown;
}

/** How every line of ours begins; see `makeLogger`. */
const beginning = /^\{"level":"(\w+)","time":(\d{16}),/;

/**
 * The stream, with lines passed on as pino wrote them: pino-loki itself parses each and has it written anew, value by value. Needs
 * `logFormat: sentText`. A stream that is built otherwise than the one we know keeps what it has, and so does a line that begins otherwise.
 */
export function withRawLines<S extends Transform>(stream: S): S {
  const { mapper } = stream as WithMapper;
  if (typeof mapper === 'function')
    (stream as WithMapper).mapper = (line) => rawLineOf(line) ?? Reflect.apply(mapper, stream, [line]);
  return stream;
}

function rawLineOf(line: string): RawLine | undefined {
  const [, level, microseconds] = beginning.exec(line) ?? [];
  return level === undefined ? undefined : { level, time: `${microseconds}000`, [text]: line };
}

/** What pino-loki is to send of what was read from the stream; its own word for the level is not part of it. */
export function sentText(read: { readonly [text]?: string; readonly lokilevel?: string }): string {
  const raw = read[text];
  if (raw !== undefined) return raw;
  const { lokilevel: _, ...line } = read;
  return JSON.stringify(line);
}
