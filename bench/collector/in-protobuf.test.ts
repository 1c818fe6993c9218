import { expect, it } from 'vitest';
import { inProtobuf } from './in-protobuf';
import { ordersSpans } from './shop-telemetry';

const occurrences = (of: string, within: string) => within.split(of).length - 1;

it('spans in protobuf have the ids, names and values that they have in JSON', () => {
  const { orders, requests } = ordersSpans(3);
  for (const request of requests) {
    const bytes = Buffer.from(inProtobuf(request));
    const [latin, hex] = [bytes.toString('latin1'), bytes.toString('hex')];
    const spans = request.resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap((each) => each.spans));
    for (const { traceId } of orders)
      expect(occurrences(traceId, hex)).toBe(spans.filter((span) => span.traceId === traceId).length);
    for (const { name, spanId, startTimeUnixNano } of spans) {
      expect(latin).toContain(name);
      expect(hex).toContain(spanId);
      const time = Buffer.alloc(8);
      time.writeBigUInt64LE(BigInt(startTimeUnixNano));
      expect(bytes.includes(time)).toBe(true);
    }
    expect(occurrences('service.instance.id', latin)).toBe(1);
    expect(occurrences('db.query.text', latin)).toBe(
      spans.flatMap(({ attributes }) => attributes).filter(({ key }) => key === 'db.query.text').length,
    );
  }
});
