import { SpanStatusCode } from '@opentelemetry/api';
import { afterEach, expect, it } from 'vitest';
import { spans } from '../testing/demo-catalogue';
import { recordSpans } from '../testing/recorded-spans';
import { failCurrentSpan } from './span-error';
import { withSpan } from './with-span';

const recorded = recordSpans();

afterEach(() => recorded.clear());

it('what runs now is marked as failed, with the error, although it goes on to answer', () => {
  withSpan(spans.orderPlace, {}, () => failCurrentSpan(new RangeError('too far')));
  const span = recorded.one('order place');
  expect(span.status).toEqual({ code: SpanStatusCode.ERROR, message: 'too far' });
  expect(span.attributes['error.type']).toBe('RangeError');
  expect(span.events[0]?.attributes).toMatchObject({ 'exception.type': 'RangeError' });
});

it('where nothing is traced, nothing is marked', () => {
  expect(() => failCurrentSpan(new Error('unseen'))).not.toThrow();
});
