import { beforeEach, describe, expect, test } from 'vitest';
import { frameworkLogger } from '../nest/framework-logger';
import { logEvents, spans } from '../testing/demo-catalogue';
import { oddValues } from '../testing/odd-values';
import { recordSpans } from '../testing/recorded-spans';
import { failCurrentSpan } from '../tracing/span-error';
import { withSpan } from '../tracing/with-span';
import { useLogger } from './current-logger';
import { emit } from './emit';
import { errorFields } from './error-fields';
import { makeLogger } from './logger';
import { plain } from './plain';

const recorded = recordSpans();
const lines: string[] = [];
beforeEach(() => {
  recorded.clear();
  lines.length = 0;
  useLogger(makeLogger({ destination: { write: (line: string) => void lines.push(line) }, level: 'debug', base: {} }));
});

const theLine = () => {
  expect(lines).toHaveLength(1);
  return JSON.parse(lines[0] ?? '');
};
/** More than any line has, and less than a store refuses. */
const lineLimit = 64 * 1024;

describe.each(Object.entries(oddValues()))('%s', (_, value) => {
  test('is bounded, and JSON can hold it', () => {
    const text = JSON.stringify(plain(value));
    expect(JSON.parse(text)).toEqual(plain(value));
    expect(text.length).toBeLessThan(lineLimit);
  });

  test('makes one line as the message of the framework, as a field and as an error', () => {
    const writes = [
      () => frameworkLogger.error(value, 'Context'),
      () => frameworkLogger.log('text', value, 'Context'),
      () => emit(logEvents.orderAccepted, { 'order.id': value as string }),
      () => emit(logEvents.serviceFailed, {}, value),
    ];
    for (const write of writes) {
      lines.length = 0;
      expect(write).not.toThrow();
      expect(theLine()).toMatchObject({ message: expect.any(String) });
      expect(lines[0]?.length).toBeLessThan(lineLimit);
    }
  });

  test('fails a span, and breaks nothing', () => {
    withSpan(spans.orderPlace, {}, () => expect(() => failCurrentSpan(value)).not.toThrow());
    expect(recorded.one('order place').status.code).toBe(2);
  });
});

describe('what is inside an error is told', () => {
  const refused = (address: string) =>
    Object.assign(new Error(`connect ECONNREFUSED ${address}`), { code: 'ECONNREFUSED' });

  test('of an aggregate without a text, by the texts of its errors', () => {
    const fields = errorFields(new AggregateError([refused('::1:5432'), refused('127.0.0.1:5432')], ''));
    expect(fields).toMatchObject({
      'exception.type': 'AggregateError',
      'exception.message': 'connect ECONNREFUSED ::1:5432; connect ECONNREFUSED 127.0.0.1:5432',
    });
    expect(fields['exception.stacktrace']).toMatch(
      /with: Error: connect ECONNREFUSED ::1[\s\S]+with: Error: connect ECONNREFUSED 127/,
    );
  });

  test('through causes that gather errors, and errors that have causes', () => {
    const innermost = new Error('innermost');
    const inner = new AggregateError([new Error('one', { cause: innermost })], 'several');
    const { 'exception.stacktrace': stack } = errorFields(new Error('outer', { cause: inner }));
    expect(stack).toMatch(
      /Error: outer[\s\S]+caused by: AggregateError: several[\s\S]+with: Error: one[\s\S]+caused by: Error: innermost/,
    );
  });

  test('when a cause or what was thrown is no error', () => {
    expect(errorFields(new Error('outer', { cause: { code: 42 } }))['exception.stacktrace']).toContain(
      'caused by: {"code":42}',
    );
    expect(errorFields({ code: 'E_X', detail: 'why' })['exception.message']).toBe('{"code":"E_X","detail":"why"}');
  });

  test('however long the stack of the first is', () => {
    const outer = new Error('o'.repeat(300_000), { cause: new Error('the reason') });
    const { 'exception.stacktrace': stack, 'exception.message': message } = errorFields(outer);
    expect(stack).toContain('caused by: Error: the reason');
    expect(message).toMatch(/… \[cut: \d+ characters more\]$/);
  });

  test('when it is held by an object that the framework logs', () => {
    frameworkLogger.error({ err: new Error('the real reason') }, 'Context');
    expect(theLine()).toMatchObject({
      message: expect.stringContaining('the real reason'),
      'framework.context': 'Context',
    });
  });

  test('when the framework is given it beside a text', () => {
    frameworkLogger.error('could not connect', refused('::1:5432'), 'Context');
    expect(theLine()).toMatchObject({
      message: 'could not connect',
      'exception.message': 'connect ECONNREFUSED ::1:5432',
    });
  });

  test('when the framework is given its stack alone', () => {
    frameworkLogger.error('boom', 'Error: boom\n    at somewhere (/app/x.js:1:1)', 'Context');
    expect(theLine()).toMatchObject({
      message: 'boom',
      'exception.stacktrace': expect.stringContaining('at somewhere'),
    });
  });
});

test('what is under a secret key is not told, however deep', () => {
  frameworkLogger.warn({ user: { password: 'swordfish', list: [{ cardNumber: 4111 }] } }, 'Context');
  expect(theLine().message).not.toMatch(/swordfish|4111/);
});
