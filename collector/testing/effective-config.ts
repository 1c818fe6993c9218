import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inRepository } from '@sightline/stack';
import { parse } from 'yaml';

export const traceLayers = ['zipkin', 'tempo'] as const;
export const logLayers = ['victorialogs', 'loki'] as const;

/** The layers over the base: one for each store that there is a choice of. */
export type Layers = readonly [trace: (typeof traceLayers)[number], log: (typeof logLayers)[number]];

/** Every way to run. */
export const everyLayers: readonly Layers[] = traceLayers.flatMap((trace) =>
  logLayers.map((log): Layers => [trace, log]),
);

type Section = Readonly<Record<string, Readonly<Record<string, unknown>> | null>>;

export interface Pipeline {
  readonly receivers: readonly string[];
  readonly processors?: readonly string[];
  readonly exporters: readonly string[];
}

export interface CollectorConfig {
  readonly receivers: Section;
  readonly processors: Section;
  readonly exporters: Section;
  readonly connectors: Section;
  readonly extensions: Section;
  readonly service: { readonly extensions: readonly string[]; readonly pipelines: Readonly<Record<string, Pipeline>> };
}

export const configFiles = (layers: Layers, folder = configFolder) =>
  ['base', ...layers].map((name) => configFile(name, folder));

/** What the collector makes of the base and the layers, variables not yet expanded. */
export function effectiveConfig(layers: Layers, folder = configFolder): CollectorConfig {
  const files = configFiles(layers, folder).map((file): unknown => parse(readFileSync(file, 'utf8')));
  return files.reduce(merged) as CollectorConfig;
}

export const configFolder = inRepository('collector', 'config');

export const configFile = (name: string, folder = configFolder) => join(folder, `${name}.yaml`);

type Tree = { readonly [key: string]: unknown };

/** The rule of the collector's confmap: maps merge, anything else is replaced. */
function merged(under: unknown, over: unknown): unknown {
  if (!isTree(under) || !isTree(over)) return over;
  const keys = new Set([...Object.keys(under), ...Object.keys(over)]);
  return Object.fromEntries(
    [...keys].map((key) => [key, key in over ? merged(under[key], over[key]) : under[key]] as const),
  );
}

const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null && !Array.isArray(value);
