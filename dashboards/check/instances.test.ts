import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { metrics } from '@sightline/catalogue';
import { findNodes, parsePromql, type SyntaxNode, selectorsIn, textOf } from '@sightline/promql';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

const root = join(__dirname, '..', '..');

/** Gauges of our services by which each instance tells the same, of what they all share: to add them up would count it twice. */
const toldByEach = new Set([
  metrics.activeUsers.name,
  metrics.avgCartValue.name,
  metrics.outboxPending.name,
  metrics.outboxOldestAge.name,
]);

/** Read of each instance by itself, and why. */
const ofOneInstance: Readonly<Record<string, string>> = {
  nodejs_eventloop_delay_p99_seconds: 'a line for each instance, named by it',
  nodejs_eventloop_utilization_ratio: 'a line for each instance, named by it',
  process_resident_memory_bytes: 'a line for each instance, named by it',
  process_start_time_seconds: 'when each instance was started: marks in the charts, and which versions there are',
};

const gauges = new Set(
  Object.values(metrics)
    .filter(({ type }) => type === 'gauge')
    .map(({ name }) => name),
);

interface Query {
  readonly from: string;
  readonly text: string;
}

const filesIn = (folder: string, end: string) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(end))
    .map((name) => join(folder, name));

/** Every `expr` of a document, however deep it is. */
function expressions(value: unknown, from: string): Query[] {
  if (Array.isArray(value)) return value.flatMap((each) => expressions(each, from));
  if (typeof value !== 'object' || value === null) return [];
  const { expr, datasource } = value as { expr?: unknown; datasource?: { type?: string } };
  const own = typeof expr === 'string' && datasource?.type !== 'loki' ? [{ from, text: plain(expr) }] : [];
  return [...own, ...Object.values(value).flatMap((each) => expressions(each, from))];
}

/** As Prometheus would get it. */
const plain = (text: string) =>
  text.replaceAll('$__rate_interval', '1m').replaceAll('$__range', '1h').replaceAll('$__interval', '1m');

const textIn = (file: string) => readFileSync(join(root, file), 'utf8');

const read = (file: string) =>
  expressions(file.endsWith('.json') ? JSON.parse(textIn(file)) : parse(textIn(file)), file);

const queries = [
  ...filesIn('dashboards/generated', '.json').flatMap(read),
  ...filesIn('alerts/generated', '.rules.yml').flatMap(read),
].filter(({ text }) => !/^\s*\{|\|=|\| json/.test(text));

/** The aggregations around a selector, from the inside out. */
function aggregationsAround(selector: SyntaxNode, text: string) {
  const found: { readonly operator: string; readonly by: readonly string[] }[] = [];
  for (let node = selector.parent; node; node = node.parent) {
    if (node.name !== 'AggregateExpr') continue;
    const modifier = node.getChild('AggregateModifier');
    const written = modifier ? textOf(text, modifier) : '';
    const labels = written
      .replace(/^(by|without)\s*/, '')
      .replaceAll(/[()\s]/g, '')
      .split(',');
    // What is grouped by everything else keeps the instance.
    const by = written.startsWith('without') ? ['service_instance_id'] : labels;
    found.push({ operator: textOf(text, node.getChild('AggregateOp')), by });
  }
  return found;
}

/** What is wrong with how a query reads gauges, where a service may have several instances. */
function problems(text: string): string[] {
  return findNodes(parsePromql(text), 'VectorSelector').flatMap((selector) => {
    const name = textOf(text, selector.getChild('Identifier'));
    if (!gauges.has(name)) return [];
    const around = aggregationsAround(selector, text);
    const overInstances = around.find(({ by }) => !by.some((label) => /^(service_)?instance(_id)?$/.test(label)));
    if (toldByEach.has(name) && overInstances && ['sum', 'count'].includes(overInstances.operator))
      return [`${name} is added up over instances, each of which tells of the whole`];
    if (around.length === 0 && !(name in ofOneInstance))
      return [`${name} is read without an aggregation: two instances make two of it`];
    return [];
  });
}

describe('what asks of a service', () => {
  it('is all looked at', () => {
    expect(queries.length).toBeGreaterThan(400);
    const seen = queries.flatMap(({ text }) => selectorsIn(text).map(({ metric }) => metric));
    for (const name of [...toldByEach, ...Object.keys(ofOneInstance)]) expect(seen, name).toContain(name);
  });

  it('names no instance: there may be others', () => {
    const literal = queries.flatMap(({ from, text }) =>
      selectorsIn(text)
        .flatMap(({ matchers }) => matchers)
        .filter(
          ({ label, op, value }) => /^(service_)?instance(_id)?$/.test(label) && op === '=' && !value.includes('$'),
        )
        .map(({ label, value }) => `${from}: ${label}="${value}"`),
    );
    expect(literal).toEqual([]);
  });

  it('takes one instance of several neither for all nor twice', () => {
    const wrong = queries.flatMap(({ from, text }) => problems(text).map((problem) => `${from}: ${problem}`));
    expect([...new Set(wrong)]).toEqual([]);
  });

  it('would be found where it did', () => {
    expect(problems('sum(ecommerce_active_users{})')).toHaveLength(1);
    expect(problems('sum by (service_name) (outbox_pending_messages)')).toHaveLength(1);
    expect(problems('bank_circuit_breaker_state{state="open"} > 0')).toHaveLength(1);
    expect(problems('sum(max by (service_name) (outbox_pending_messages))')).toEqual([]);
    expect(problems('max(ecommerce_active_users)')).toEqual([]);
    expect(problems('sum by (service_name, service_instance_id) (outbox_pending_messages)')).toEqual([]);
  });
});
