import { describe, expect, it } from 'vitest';
import { compile } from '../compile';

const events = (query = 'errorQuery') =>
  `{ ${query}: 'sum(rate(a_total{code="500"}[{{.window}}]))', totalQuery: 'sum(rate(a_total[{{.window}}]))' }`;

interface Made {
  readonly head?: string;
  readonly metadata?: string;
  readonly spec?: string;
  readonly sli?: string;
  readonly more?: string;
}

const object = ({
  head = 'apiVersion: sloth.slok.dev/v1\nkind: PrometheusServiceLevel',
  metadata = '{ name: shop }',
  spec = 'service: shop',
  sli = `events: ${events()}`,
  more = 'alerting: { name: Shop }',
}: Made = {}) => `${head}
metadata: ${metadata}
spec:
  ${spec}
  slos:
    - name: availability
      objective: 99.9
      sli: { ${sli} }
      ${more}
`;

const said = (...texts: string[]) =>
  compile(texts.map((text, index) => ({ file: `${index}.yml`, text }))).diagnostics.filter(
    ({ code }) => !['single-event-pages'].includes(code),
  );

describe('a PrometheusServiceLevel', () => {
  it('in order has nothing said about it', () => expect(said(object())).toEqual([]));

  it('keeps what a cluster has written into it', () => {
    const metadata =
      '{ name: shop, uid: 7f, creationTimestamp: 2026-01-31T22:00:00Z, managedFields: [{ manager: x }] }';
    expect(said(`${object({ metadata })}status: { processedSLOs: 1 }\n`)).toEqual([]);
  });

  it.each([
    [
      'another kind',
      { head: 'apiVersion: sloth.slok.dev/v1\nkind: AlertWindows' },
      2,
      'kind',
      'PrometheusServiceLevel',
    ],
    ['no kind', { head: 'apiVersion: sloth.slok.dev/v1' }, 1, 'kind', 'nothing came, accepted: PrometheusServiceLevel'],
    ['another version', { head: 'apiVersion: sloth.slok.dev/v2\nkind: PrometheusServiceLevel' }, 1, 'apiVersion', 'v2'],
    ['no name', { metadata: '{ namespace: shop }' }, 3, 'metadata.name', 'it is missing'],
    ['no name of Kubernetes', { metadata: '{ name: My_Shop }' }, 3, 'metadata.name', '"My_Shop" is no name'],
    ['no service', { spec: 'labels: {}' }, 4, 'spec.service', 'it is missing'],
    ['a label that is a number', { spec: 'service: shop\n  labels: { tier: 2 }' }, 6, 'spec.labels.tier', 'string'],
    ['no indicator', { sli: '' }, 9, 'spec.slos[0].sli', 'exactly one of events and raw'],
    [
      'a query without its window',
      { sli: 'raw: { errorRatioQuery: avg(up) }' },
      9,
      'spec.slos[0].sli.raw.errorRatioQuery',
      'does not hold {{.window}}',
    ],
    ['a plugin', { sli: 'plugin: { id: x }' }, 9, 'spec.slos[0].sli.plugin', 'plugin is not supported'],
    ['plugins', { spec: 'service: shop\n  sloPlugins: { chain: [] }' }, 6, 'spec.sloPlugins', 'is not supported'],
  ])('with %s is refused with its place', (_, made: Made, line, path, reason) => {
    const errors = said(object(made)).filter(({ severity }) => severity === 'error');
    expect(errors).toContainEqual(
      expect.objectContaining({ path, reason: expect.stringMatching(new RegExp(reason.replaceAll(/[{}.]/g, '\\$&'))) }),
    );
    expect(errors.find((error) => error.path === path)?.line).toBe(line);
  });

  it('that uses the words of the other form is told what Sloth would ignore', () => {
    expect(said(object({ more: 'alerting: { name: Shop, page_alert: { disable: true } }' }))).toEqual([
      expect.objectContaining({
        severity: 'warning',
        path: 'spec.slos[0].alerting.page_alert',
        line: 10,
        hint: 'Did you mean pageAlert?',
      }),
    ]);
  });

  it('is found wrong after reading at the place of its own words', () => {
    const more = 'alerting:\n        name: Shop\n        pageAlert:\n          labels: { sloth_severity: "1" }';
    expect(said(object({ more }))).toEqual([
      expect.objectContaining({ path: 'spec.slos[0].alerting.pageAlert.labels.sloth_severity', line: 13 }),
    ]);
  });

  it.each(['service: 5', 'service: [1, 0x10]', 'service: { a: 2 }'])(
    'with %s is refused, whatever YAML makes of it',
    (spec) => {
      expect(said(object({ spec }))).toContainEqual(expect.objectContaining({ path: 'spec.service', line: 5 }));
    },
  );

  it('stands beside objects of other kinds in one file, which are refused by their own line', () => {
    const [only, ...others] = said(`${object()}---\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: x }\n`);
    expect([only?.line, only?.reason, others]).toEqual([12, 'v1 ConfigMap is not supported', []]);
  });
});
