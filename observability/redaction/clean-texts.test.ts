import { expect, test } from 'vitest';
import { CleanTexts } from './clean-texts';
import { redactText } from './redact';

test('what is asked for stays, what came once goes, and there are never more than twice the capacity', () => {
  const clean = new CleanTexts(10);
  clean.add('GET');
  for (let id = 0; id < 1_000; id++) {
    clean.add(`id-${id}`);
    expect(clean.has('GET')).toBe(true);
  }
  const left = Array.from({ length: 1_000 }, (_, id) => clean.has(`id-${id}`)).filter(Boolean).length;
  expect(left).toBeLessThanOrEqual(20);
});

test('long texts are not kept', () => {
  const clean = new CleanTexts(10);
  const long = 'x'.repeat(1_000);
  clean.add(long);
  expect(clean.has(long)).toBe(false);
});

test('a text that holds a secret is redacted every time', () => {
  const texts = ['card 4111111111111111', 'mail jane@example.com', 'password=hunter22', 'fine', 'Bearer abcdef12345'];
  const first = texts.map(redactText);
  for (let again = 0; again < 3; again++) expect(texts.map(redactText)).toEqual(first);
  expect(first.filter((text) => text.includes('[redacted]'))).toHaveLength(4);
});
