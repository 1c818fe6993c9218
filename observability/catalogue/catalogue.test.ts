import { describe, expect, test } from 'vitest';
import { attributes, catalogue, inventory, isOpen, topics } from './index';

const metrics = Object.values(catalogue.metrics);
const spans = Object.values(catalogue.spans);
const logEvents = Object.values(catalogue.logEvents);
const repeated = (names: readonly string[]) => names.filter((name, index) => names.indexOf(name) !== index);

test('every name is declared once', () => {
  const keysOf = (kind: 'metrics' | 'spans' | 'attributes' | 'logEvents') =>
    Object.values(topics).flatMap((topic) => Object.keys(topic[kind]));

  expect(repeated([...metrics, ...Object.values(inventory)].map(({ name }) => name))).toEqual([]);
  expect(repeated(spans.map(({ name, kind }) => `${name} (${kind})`))).toEqual([]);
  expect(repeated(logEvents.map(({ name }) => name))).toEqual([]);
  for (const kind of ['metrics', 'spans', 'attributes', 'logEvents'] as const) {
    expect(repeated(keysOf(kind)), kind).toEqual([]);
    expect(Object.keys(catalogue[kind]).sort(), `${kind}: every topic is part of the catalogue`).toEqual(
      keysOf(kind).sort(),
    );
  }
});

describe('a metric', () => {
  test.each(metrics)('$name is spelled as Prometheus spells it', ({ name, type, unit }) => {
    expect(name).toMatch(/^[a-z][a-z0-9_]*$/);
    expect(name.endsWith('_total')).toBe(type === 'counter');
    if (unit === 's') expect(name).toContain('_seconds');
    if (unit === 'By') expect(name).toContain('_bytes');
  });

  test.each(metrics)('$name has labels with few values', ({ labels }) => {
    for (const [key, label] of Object.entries(labels)) {
      expect(key).toMatch(/^[a-z][a-z0-9_]*$/);
      expect(isOpen(label) ? label.limit : label.length).toBeLessThanOrEqual(64);
    }
  });

  test('has buckets that grow, when it is a histogram', () => {
    for (const metric of metrics) {
      if (metric.type !== 'histogram') continue;
      expect(metric.buckets, metric.name).toEqual([...metric.buckets].sort((a, b) => a - b));
    }
  });

  test('never has an id as a label', () => {
    const ids = metrics.filter(
      ({ name, labels }) => name !== 'target_info' && Object.keys(labels).some((key) => /(?:^|_)id$/.test(key)),
    );

    expect(ids).toEqual([]);
  });
});

test.each([...spans, ...logEvents])('$name uses declared attributes only', (declaration) => {
  expect(declaration.attributes.filter((key) => !(key in attributes))).toEqual([]);
});

test.each(spans)('the placeholders of $name are among its attributes', ({ name, attributes: own }) => {
  const placeholders = [...name.matchAll(/\{([^}]+)\}/g)].map(([, key]) => key);

  expect(placeholders.filter((key) => !own.includes(key as never))).toEqual([]);
});

test('a log event has one text, in which no value stands', () => {
  for (const { name, message } of logEvents) expect(message, name).not.toMatch(/[{}%$]/);
});

test('every attribute is used by a span, a log event or an exception', () => {
  const used = new Set<string>([...spans, ...logEvents].flatMap((declaration) => [...declaration.attributes]));
  const unused = Object.keys(attributes).filter((key) => !used.has(key) && !key.startsWith('exception.'));

  expect(unused).toEqual([]);
});
