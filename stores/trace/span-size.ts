import type { Span } from './trace';

/** What every span has: three ids, two times, kind, status, flags, and the tags of OTLP's protobuf before each. */
const ownBytes = 75;
/** Tags and lengths of an attribute in protobuf: of itself, its key, its value and what that holds. */
const attributeBytes = 8;
/** These are sent once for a batch: they are of the resource. */
const ofResource = /^(service|deployment|telemetry|process|host|os|container|k8s|cloud)\./;

export interface AttributeSize {
  readonly key: string;
  readonly bytes: number;
}

/** About the bytes of a span in OTLP as protobuf, and those of each attribute. */
export function spanSize(span: Span): { readonly bytes: number; readonly attributes: readonly AttributeSize[] } {
  const attributes = sizesOf(span.attributes).filter(({ key }) => !ofResource.test(key));
  const events = span.events.map(({ name, attributes: own }) => 16 + length(name) + total(sizesOf(own)));
  const rest = length(span.name) + length(span.statusMessage ?? '') + events.reduce((sum, bytes) => sum + bytes, 0);
  return { bytes: ownBytes + rest + total(attributes), attributes };
}

const sizesOf = (attributes: Span['attributes']): AttributeSize[] =>
  Object.entries(attributes).map(([key, value]) => ({
    key,
    bytes: attributeBytes + length(key) + (typeof value === 'string' ? length(value) : 8),
  }));

const total = (sizes: readonly AttributeSize[]) => sizes.reduce((sum, { bytes }) => sum + bytes, 0);
const length = (text: string) => Buffer.byteLength(text);
