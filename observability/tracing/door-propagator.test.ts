import {
  context,
  defaultTextMapGetter,
  defaultTextMapSetter,
  propagation,
  ROOT_CONTEXT,
  trace,
} from '@opentelemetry/api';
import { AlwaysOnSampler, ParentBasedSampler } from '@opentelemetry/sdk-trace-base';
import { describe, expect, test } from 'vitest';
import { recordSpans } from '../testing/recorded-spans';
import { baggageEntry, carryInEvents, withBaggage } from './baggage';
import { captureContext, runInContext, withCarriedBaggage } from './carrier';
import { doorPropagator } from './door-propagator';

carryInEvents('demo.entry', /^[a-z.-]{1,400}$/);
recordSpans(new ParentBasedSampler({ root: new AlwaysOnSampler() }));

const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
const spanId = '00f067aa0ba902b7';
const personal = '4111111111111111';
const fromOutside = {
  traceparent: `00-${traceId}-${spanId}-01`,
  tracestate: `shop=${personal}`,
  baggage: `card=${personal},demo.entry=slow`,
  b3: `${traceId}-${spanId}-1`,
  'x-b3-traceid': traceId,
  'x-b3-spanid': spanId,
  'x-b3-sampled': '1',
  'uber-trace-id': `${traceId}:${spanId}:0:1`,
  'uberctx-card': personal,
};

describe.each(['tracecontext', 'b3', 'b3multi', 'jaeger'])('at the door, by %s', (name) => {
  const door = doorPropagator([name, 'baggage']);

  test('the trace comes in, and nothing else', () => {
    const extracted = door.extract(ROOT_CONTEXT, fromOutside, defaultTextMapGetter);

    expect(trace.getSpanContext(extracted)).toMatchObject({ traceId, spanId });
    expect(trace.getSpanContext(extracted)?.traceState).toBeUndefined();
    expect(propagation.getBaggage(extracted)).toBeUndefined();
  });

  test('the trace goes out, and nothing of ours', () => {
    const sent: Record<string, string> = {};
    withBaggage({ 'demo.entry': 'slow' }, () => {
      const within = trace.setSpanContext(context.active(), { traceId, spanId, traceFlags: 1 });
      door.inject(within, sent, defaultTextMapSetter);
    });

    expect(JSON.stringify(sent)).toContain(traceId);
    expect(JSON.stringify(sent)).not.toMatch(/slow/);
  });
});

describe('what our own events carry', () => {
  test('are the trace and the mistakes that were asked for', () => {
    const carrier = runInContext(
      { traceparent: fromOutside.traceparent, baggage: fromOutside.baggage },
      captureContext,
    );

    expect(carrier).toEqual({ traceparent: fromOutside.traceparent, baggage: 'demo.entry=slow' });
    expect(withCarriedBaggage(carrier as Record<string, string>, () => baggageEntry('demo.entry'))).toBe('slow');
  });

  test.each([
    `demo.entry=${personal}`,
    'demo.entry=jane.roe%40example.com',
    `demo.entry=${'a'.repeat(500)}`,
    'constructor=a',
    '__proto__=a',
    '=,;=;,',
    `card=${personal}`,
  ])('is not %s', (baggage) => {
    expect(runInContext({ traceparent: fromOutside.traceparent, baggage }, captureContext)).toEqual({
      traceparent: fromOutside.traceparent,
    });
  });
});
