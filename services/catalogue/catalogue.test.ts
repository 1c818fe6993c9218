import { isOpen } from '@sightline/observability/catalogue';
import { describe, expect, test } from 'vitest';
import { catalogue, inventory } from './index';

const metrics = Object.values(catalogue.metrics);
const repeated = (names: readonly string[]) => names.filter((name, index) => names.indexOf(name) !== index);

test('nobody else emits what the services do', () => {
  expect(repeated([...metrics, ...Object.values(inventory)].map(({ name }) => name))).toEqual([]);
});

describe('a metric', () => {
  test.each(metrics)('$name is spelled as Prometheus spells it', ({ name, unit }) => {
    expect(name).toMatch(/^[a-z][a-z0-9_]*$/);
    if (unit === 's') expect(name).toContain('_seconds');
    if (unit === 'By') expect(name).toContain('_bytes');
  });

  test.each(metrics)('$name has labels with few values, and never an id', ({ name, labels }) => {
    for (const [key, label] of Object.entries(labels)) {
      expect(isOpen(label) ? label.limit : label.length).toBeLessThanOrEqual(64);
      expect(/(?:^|_)id$/.test(key) && name !== 'target_info', `${key} of ${name}`).toBe(false);
    }
  });
});

test('a log event has one text, in which no value stands', () => {
  for (const { name, message } of Object.values(catalogue.logEvents)) expect(message, name).not.toMatch(/[{}%$]/);
});

test('every attribute is used by a span, a log event or an exception', () => {
  const users = [...Object.values(catalogue.spans), ...Object.values(catalogue.logEvents)];
  const used = new Set(users.flatMap(({ attributes }) => [...attributes]));
  const unused = Object.keys(catalogue.attributes).filter((key) => !used.has(key) && !key.startsWith('exception.'));

  // What messages and flags say beside the spans that are declared is set by the library itself.
  expect(unused).toEqual([]);
});
