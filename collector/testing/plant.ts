import { readFileSync } from 'node:fs';
import { inRepository } from '@sightline/stack';

interface Field {
  readonly kind: string;
  readonly list?: boolean;
  readonly oneOf?: string;
}
type Descriptors = Readonly<Record<string, Readonly<Record<string, Field>>>>;

/** The messages of OTLP and their fields, written from the protocol's own descriptors by a test of collector/components. */
const descriptors = (): Descriptors =>
  JSON.parse(readFileSync(inRepository('collector', 'testing', 'generated', 'otlp-fields.json'), 'utf8'));

export type Message = 'TracesData' | 'LogsData' | 'MetricsData';

/** Values hold values without end. */
const depth = 12;

/**
 * A message of OTLP, as JSON, with `secret` in every field that can hold a text. Of alternatives it takes that of this `variant`: with one
 * for each alternative all fields are planted in.
 */
export function planted(message: Message, { secret, variant }: { secret: string; variant: number }): object {
  const all = descriptors();
  const now = String(BigInt(Date.now()) * 1_000_000n);

  const value = (name: string, { kind }: Field, level: number): unknown => {
    switch (kind) {
      case 'string':
        return `${name} here: ${secret}.`;
      case 'bytes':
        if (/trace_?id$/i.test(name)) return '0af7651916cd43dd8448eb211c80319c';
        if (/id$/i.test(name)) return 'b7ad6b7169203331';
        return Buffer.from(`bytes ${secret}`).toString('base64');
      case 'bool':
        return true;
      case 'double':
        return 0.5;
      case 'enum':
        return name === 'aggregationTemporality' ? 2 : 1;
      case 'fixed64':
      case 'uint64':
      case 'int64':
      case 'sfixed64':
        return /UnixNano$/.test(name) ? now : '1';
      default:
        return kind in all ? build(kind, level + 1) : name === 'flags' ? 0 : 1;
    }
  };
  const build = (kind: string, level: number): object => {
    if (level > depth) return {};
    const fields = Object.entries(all[kind] ?? {});
    const chosen = fields.filter(([name, { oneOf }]) => {
      if (oneOf === undefined) return true;
      const alternatives = fields.filter(([, other]) => other.oneOf === oneOf).map(([each]) => each);
      return alternatives[(variant + level) % alternatives.length] === name;
    });
    return Object.fromEntries(
      chosen.map(([name, field]) => [name, field.list ? [value(name, field, level)] : value(name, field, level)]),
    );
  };
  return build(message, 0);
}

/** One more than the most alternatives that a field of the protocol has. */
export const variants = 8;
