import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Dashboard, Panel, VariableModel } from '@grafana/grafana-foundation-sdk/dashboard';
import { complete } from '../defaults';
import { evaluate, type Jsonnet } from './jsonnet';
import { mixinFolder } from './places';

/** Every dashboard written in jsonnet. */
export const mixinNames = (): string[] =>
  readdirSync(mixinFolder)
    .filter((file) => file.endsWith('.jsonnet'))
    .map((file) => basename(file, '.jsonnet'))
    .sort();

/** What a jsonnet file gives: a dashboard as grafonnet makes it, to which the same defaults are added as to all others. */
interface FromJsonnet {
  readonly title: string;
  readonly description: string;
  readonly tags?: readonly string[];
  readonly panels: readonly Panel[];
  readonly templating?: { readonly list?: readonly VariableModel[] };
}

export function buildMixinDashboard(name: string, jsonnet: Jsonnet, grafonnet: string): Dashboard {
  const made = evaluate(jsonnet, join(mixinFolder, `${name}.jsonnet`), [grafonnet]) as FromJsonnet;
  return complete(name, {
    title: made.title,
    description: made.description,
    tags: made.tags ?? [],
    variables: made.templating?.list ?? [],
    panels: made.panels,
  });
}
