import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import type { Board } from '../board';
import { complete } from '../defaults';
import { evaluate, type Jsonnet } from './jsonnet';
import { metricsForJsonnet } from './mixin-data';
import { mixinFolder } from './places';

/** Every dashboard written in jsonnet. */
export const mixinNames = (): string[] =>
  readdirSync(mixinFolder)
    .filter((file) => file.endsWith('.jsonnet'))
    .map((file) => basename(file, '.jsonnet'))
    .sort();

/** Evaluates every jsonnet dashboard against the catalogue as it is now, not as it was last generated. */
export function buildMixinDashboards(jsonnet: Jsonnet, grafonnet: string): Map<string, Dashboard> {
  const catalogue = mkdtempSync(join(tmpdir(), 'sightline-jsonnet-'));
  try {
    writeFileSync(join(catalogue, 'metrics.libsonnet'), metricsForJsonnet());
    const searched = [grafonnet, catalogue];
    return new Map(mixinNames().map((name) => [name, complete(name, read(name, jsonnet, searched))]));
  } finally {
    rmSync(catalogue, { recursive: true, force: true });
  }
}

/** A jsonnet file gives what a TypeScript one exports; grafonnet makes its panels and variables. */
const read = (name: string, jsonnet: Jsonnet, searched: readonly string[]) =>
  evaluate(jsonnet, join(mixinFolder, `${name}.jsonnet`), searched) as Board;
