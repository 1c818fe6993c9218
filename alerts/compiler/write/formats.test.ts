import { describe, expect, it } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { compile } from '../compile';
import { exampleSlo } from '../example-slo';
import { exampleSloth } from '../example-sloth';
import { checkFormat, type RuleFormatOptions, writeRules } from './formats';

const shop = exampleSloth();
const basket = exampleSloth().replace('service: shop', 'service: Basket_2');
const inCluster = (name: string, service: string, namespace = 'shop') => `apiVersion: sloth.slok.dev/v1
kind: PrometheusServiceLevel
metadata: { name: ${name}, namespace: ${namespace}, labels: { team: shop } }
spec:
  service: ${service}
  slos:
    - name: availability
      objective: 99.9
      sli: { raw: { errorRatioQuery: 'avg(avg_over_time(down{a="\\"x\\""}[{{.window}}]))' } }
      alerting: { name: Shop, annotations: { about: "two\\nlines: {{ $value }}" } }
`;

const compiled = (...texts: string[]) => {
  const { slos, diagnostics } = compile(texts.map((text, index) => ({ file: `${index}.yml`, text })));
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  return slos;
};

const written = (texts: readonly string[], options: RuleFormatOptions = {}) =>
  parseAllDocuments(writeRules(compiled(...texts), ['From somewhere.'], options)).map((document) => {
    expect(document.errors).toEqual([]);
    return document.toJS();
  });

describe('the rules for the operator', () => {
  it('are one object for each service, with the labels its selector asks for', () => {
    const objects = written([shop, basket, exampleSlo().replaceAll('availability', 'errors')], {
      format: 'operator',
      namespace: 'monitoring',
      objectLabels: { release: 'prometheus' },
    });
    expect(objects.map(({ kind, metadata }) => [kind, metadata.name, metadata.namespace])).toEqual([
      ['PrometheusRule', 'slo-shop', 'monitoring'],
      ['PrometheusRule', 'slo-basket-2', 'monitoring'],
    ]);
    expect(objects[0].metadata.labels).toEqual({
      release: 'prometheus',
      'app.kubernetes.io/component': 'SLO',
      'app.kubernetes.io/managed-by': 'sightline',
    });
  });

  it('hold what the file for Prometheus holds, whatever is in the texts', () => {
    const sources = [inCluster('a', 'one'), inCluster('b', 'two')];
    const [file] = written(sources, { format: 'prometheus' });
    const objects = written(sources);
    expect(objects.flatMap(({ spec }) => spec.groups)).toEqual(file.groups);
    expect(objects.map(({ metadata }) => `${metadata.namespace}/${metadata.name}`)).toEqual(['shop/a', 'shop/b']);
  });

  it('are asked for by name where not every SLO is an object', () => {
    const [file, ...others] = written([shop, inCluster('a', 'one')]);
    expect([Object.keys(file), others]).toEqual([['groups'], []]);
  });

  it('would lose what is made for a service to an object of that name, and are not written either', () => {
    const options = { format: 'operator', namespace: 'shop' } as const;
    for (const texts of [
      [shop, inCluster('slo-shop', 'one')],
      [inCluster('slo-shop', 'one'), shop],
    ])
      expect(checkFormat(compiled(...texts), options)).toEqual([
        expect.objectContaining({ file: '1.yml', reason: 'another object is called shop/slo-shop' }),
      ]);
    expect(checkFormat(compiled(shop, inCluster('slo-shop', 'one')), { ...options, namespace: 'other' })).toEqual([]);
  });

  it('would lose an object to another of its name, and are not written', () => {
    const twice = compiled(inCluster('a', 'one'), inCluster('a', 'two'));
    expect(checkFormat(twice, {})).toEqual([
      expect.objectContaining({ file: '1.yml', path: 'metadata.name', reason: 'another object is called shop/a' }),
    ]);
    expect(checkFormat(twice, { format: 'prometheus' })).toEqual([]);
    expect(checkFormat(compiled(inCluster('a', 'one'), inCluster('a', 'two', 'other')), {})).toEqual([]);
  });
});

describe('the rules for the ruler of Mimir', () => {
  it('are a namespace for each service, or one for all', () => {
    const namespaces = written([shop, basket], { format: 'mimir' });
    expect(namespaces.map(({ namespace }) => namespace)).toEqual(['shop', 'Basket_2']);
    const [all, ...others] = written([shop, basket], { format: 'mimir', namespace: 'slos' });
    expect([all.namespace, others]).toEqual(['slos', []]);
    expect(all.groups).toEqual(namespaces.flatMap(({ groups }) => groups));
  });

  it('differ from the file for Prometheus by the namespace alone', () => {
    const { namespace, ...rest } = written([shop], { format: 'mimir' })[0];
    expect([namespace, rest]).toEqual(['shop', parse(writeRules(compiled(shop), [], {}))]);
  });
});
