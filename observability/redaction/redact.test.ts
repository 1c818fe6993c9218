import { describe, expect, test } from 'vitest';
import { redactText, redactValue } from './redact';

describe('what is secret or personal is replaced', () => {
  test.each([
    ['a card number', 'card 4111111111111111 declined', 'card [redacted] declined'],
    ['a card number in groups', 'card 4111 1111 1111 1111.', 'card [redacted].'],
    ['a card number with dashes', '5500-0000-0000-0004', '[redacted]'],
    ['a card number in an address', 'q=4111+1111+1111+1111&x=1', 'q=[redacted]&x=1'],
    ['a card number behind another number', 'order 3 4111111111111111', 'order 3 [redacted]'],
    ['a card number in groups behind a number', 'no 42 4111 1111 1111 1111', 'no 42 [redacted]'],
    ['a card number before an expiry', '4111 1111 1111 1111 12/27', '[redacted] 12/27'],
    ['a card number before a security code', '4111-1111-1111-1111 737', '[redacted] 737'],
    ['two card numbers', '4111111111111111 5500000000000004', '[redacted] [redacted]'],
    ['a card number of 13 digits', '4222222222222', '[redacted]'],
    ['a Diners Club number', '3056 930902 5904', '[redacted]'],
    ['an American Express number', 'amex 378282246310005', 'amex [redacted]'],
    ['a Mastercard number of the new range', '2223003122003222', '[redacted]'],
    ['a security code', 'with cvv 123 given', 'with [redacted] given'],
    ['a security code in JSON', '{"cvc":"9876","x":1}', '{"[redacted]","x":1}'],
    ['an e-mail address', 'to jane.doe+shop@example.co.uk now', 'to [redacted] now'],
    ['an encoded e-mail address', '/orders?q=jane%40example.com', '/orders?q=[redacted]'],
    ['a bearer token', 'authorization failed: Bearer abc.def-123', 'authorization failed: [redacted]'],
    ['a JSON web token', 'jwt eyJhbGciOiJI.eyJzdWIiOiIx.sig_-1', 'jwt [redacted]'],
    ['a payment provider key', 'key sk_live_abcdef123456', 'key [redacted]'],
    ['an assigned password', 'password=hunter22 rest', '[redacted] rest'],
    ['an assigned token in JSON', '{"paymentToken":"tok_visa_123"}', '{"[redacted]"}'],
    ['an api key in a query', '?api_key=deadbeef01&a=1', '?[redacted]&a=1'],
  ])('%s', (_, text, clean) => {
    expect(redactText(text)).toBe(clean);
  });
});

describe('what a person needs to follow a request stays', () => {
  test.each([
    ['a trace id', '4bf92f3577b34da6a3ce929d0e0e4736'],
    ['a trace id of digits', '41111111111111114111111111111111'],
    ['a traceparent', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01'],
    ['an order id', '018f4e5a-7b1c-7d2e-8f3a-411111111111'],
    ['an order id of digits', '41111111-1111-4111-8111-411111111111'],
    ['a time in milliseconds', '1763716800123'],
    ['a time in nanoseconds', '1763716800123000000'],
    ['the end of a longer number', '1234111111111111111'],
    ['decimal places', '0.4111111111111111'],
    ['a list of small numbers', '4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1'],
    ['dates in a row', '2026-11-21 2026-11-22 2026-11-23'],
    ['a product', 'SKU-0042'],
    ['a long number that is no card number', '4111111111111112'],
    ['a statement', 'insert into "orders" ("id", "total_cents") values ($1, $2) returning "id"'],
    ['a stack', 'Error: x\n    at Object.<anonymous> (/app/services/order/dist/main.js:12:34)'],
    ['a route', '/orders/:id/cancel'],
  ])('%s', (_, text) => {
    expect(redactText(text)).toBe(text);
  });
});

describe('a value under a secret key is replaced whatever it looks like', () => {
  test.each(['paymentToken', 'payment_token', 'card.cvv', 'x-api-key', 'Authorization', 'user.email'])('%s', (key) => {
    expect(redactValue(key, 'plain')).toBe('[redacted]');
  });

  test('but a key that only mentions one stays', () => {
    expect(redactValue('tokenizer', 'plain')).toBe('plain');
  });
});

test('a card number stored as a number is replaced, a time is not', () => {
  expect(redactValue('n', 4111111111111111)).toBe('[redacted]');
  expect(redactValue('n', 1763716800123)).toBe(1763716800123);
});

test('every entry of a list is looked at', () => {
  expect(redactValue('list', ['fine', 'jane@example.com'])).toEqual(['fine', '[redacted]']);
});

test.each([
  ['of beginnings of web tokens', `/${'eyJ'.repeat(4_900)}`],
  ['of web tokens that never end', 'eyJhbGciOi'.repeat(1_500)],
])('a path %s is redacted as one', (_, path) => {
  expect(redactText(path)).toMatch(/^\/?\[redacted\]$/);
});

describe('a text longer than telemetry needs', () => {
  test('is cut, and says how much is missing', () => {
    expect(redactText(`${'word '.repeat(4_000)}end`)).toMatch(/^(?:word )+word\.\.\. \[3,?\d{3} more characters\]$/);
  });

  test('is cut between words, so that no half of a card number stays', () => {
    for (let before = 16_360; before < 16_390; before++)
      expect(redactText(`${'a'.repeat(before)} 4111111111111111 and more`)).not.toMatch(/4111/);
  });

  test('is not searched beyond what is kept', () => {
    // So long that a search of the whole in quadratic time takes longer than a test may.
    expect(redactText(`${'a1-'.repeat(2_000_000)}${'x.'.repeat(2_000_000)}`).length).toBeLessThan(16_500);
  });
});
