import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { chartFolder, repository } from '../generate/places';
import { parseValues } from '../generate/values-schema';
import { helm, render } from './helm';
import { ofKind } from './objects';

const load = createRequire(__filename);
const folder = join(repository, 'kubernetes');
const textOf = (...path: string[]) => readFileSync(join(folder, ...path), 'utf8');
const filesIn = (name: string) =>
  (readdirSync(join(folder, name), { recursive: true }) as string[])
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => join(name, file));
const documents = (file: string) =>
  parseAllDocuments(textOf(file)).map((document) => {
    expect([file, document.errors]).toEqual([file, []]);
    return document.toJS();
  });

const applications = filesIn('argocd')
  .flatMap((file) => documents(file).map((object) => ({ file, object })))
  .filter(({ object }) => object.kind === 'Application');

interface Source {
  readonly repoURL: string;
  readonly chart?: string;
  readonly targetRevision: string;
  readonly path?: string;
  readonly helm?: { readonly valueFiles?: readonly string[] };
}

const sources = applications.flatMap(({ file, object }) =>
  ((object.spec.sources ?? [object.spec.source]) as Source[]).map((source) => ({ file, source })),
);

describe('what Argo CD installs', () => {
  it.each([...filesIn('argocd'), ...filesIn('backends')])('%s is YAML, and holds no secret', (file) => {
    for (const object of documents(file)) expect(object?.kind).not.toBe('Secret');
    expect(textOf(file)).not.toMatch(/(?:password|accessKey|secretKey|token): *["']?[A-Za-z0-9+/]{8,}/i);
  });

  it('is pinned, each chart to one version', () => {
    for (const { file, source } of sources)
      if (source.chart)
        expect([file, source.targetRevision]).toEqual([file, expect.stringMatching(/^v?\d+\.\d+\.\d+$/)]);
  });

  it('comes in the same version in both sizes', () => {
    const versions = new Map<string, Set<string>>();
    for (const { source } of sources)
      if (source.chart)
        versions.set(source.chart, (versions.get(source.chart) ?? new Set()).add(source.targetRevision));
    expect([...versions].filter(([, each]) => each.size > 1)).toEqual([]);
  });

  it('names files and folders that are there', () => {
    for (const { file, source } of sources) {
      if (source.path) expect([file, existsSync(join(repository, source.path))]).toEqual([file, true]);
      for (const values of source.helm?.valueFiles ?? [])
        expect([file, existsSync(join(repository, values.replace('$sightline/', '')))]).toEqual([file, true]);
    }
  });

  it('installs each of the values of the backends', () => {
    const named = new Set(
      sources
        .flatMap(({ source }) => source.helm?.valueFiles ?? [])
        .map((path) => path.replace('$sightline/kubernetes/', '')),
    );
    const values = [...filesIn('backends/small'), ...filesIn('backends/large')];
    expect(values.filter((file) => !named.has(file))).toEqual([]);
  });

  it.each(['small', 'large'])('is asked by a chart of ours that takes what it is told, in the %s size', (size) => {
    const defaults = parse(readFileSync(join(chartFolder, 'values.yaml'), 'utf8'));
    const given = parse(textOf('argocd', `sightline-${size}.yaml`));
    expect(() => parseValues(merged(defaults, given))).not.toThrow();
    if (!helm) return;
    const objects = render(given);
    expect(objects.length).toBeGreaterThan(30);
    // Behind the Services at 80 nobody listens there: Grafana does at 3000, a gateway at 8080.
    expect(JSON.stringify(ofKind(objects, 'NetworkPolicy'))).not.toMatch(/"port":80\b/);
  });
});

describe('the canary', () => {
  it('takes no answer for neither success nor failure', () => {
    const template = documents('argocd/canary/order.yaml').find(({ kind }) => kind === 'AnalysisTemplate');
    expect(template.spec.metrics.length).toBeGreaterThan(1);
    for (const { successCondition, failureCondition, inconclusiveLimit } of template.spec.metrics) {
      for (const condition of [successCondition, failureCondition]) expect(condition).toMatch(/^len\(result\) > 0 && /);
      expect(inconclusiveLimit).toBeGreaterThan(0);
    }
  });
});

describe('the topics as objects of the cluster', () => {
  const topics = documents('backends/kafka/topics.yaml').map(({ metadata, spec }) => [metadata.name, spec.partitions]);

  it('are those of the contracts, and where what cannot be handled goes', () => {
    const contracts = load(join(repository, 'services', 'contracts', 'dist', 'index.js'));
    const declared = Object.values(contracts as Record<string, { name?: string; partitions?: number }>).filter(
      (each) => typeof each?.name === 'string' && typeof each.partitions === 'number',
    );
    expect(declared.length).toBeGreaterThan(1);
    expect(topics).toEqual(
      declared
        .flatMap(({ name = '', partitions }) => [
          [name, partitions],
          [contracts.deadLetterTopicOf(name), 1],
        ])
        .sort(),
    );
  });
});

type Tree = Readonly<Record<string, unknown>>;
const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null && !Array.isArray(value);

function merged(under: Tree, over: Tree): Tree {
  const entry = ([key, value]: [string, unknown]): [string, unknown] => {
    const before = under[key];
    return [key, isTree(before) && isTree(value) ? merged(before, value) : value];
  };
  return { ...under, ...Object.fromEntries(Object.entries(over).map(entry)) };
}
