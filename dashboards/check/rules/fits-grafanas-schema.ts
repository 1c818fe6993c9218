import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Panel } from '@grafana/grafana-foundation-sdk/dashboard';
import { Ajv, type ErrorObject } from 'ajv';
import { schemaFolder } from '../../generate/places';
import type { Rule } from '../problem';
import { panelsAndRowsOf, targetsOf, titleOf } from '../walk';

/** Panel types in use, and the schema of each. A type that is not here is deprecated, or not ours. */
const panelSchemas: Readonly<Record<string, string>> = {
  timeseries: 'timeseries',
  stat: 'stat',
  gauge: 'gauge',
  bargauge: 'bargauge',
  table: 'table',
  heatmap: 'heatmap',
  logs: 'logs',
  text: 'text',
  nodeGraph: 'nodegraph',
};

/** The whole dashboard, each panel with its options and field settings, and each query are what Grafana's schemas allow. */
export const fitsGrafanasSchema: Rule = (dashboards) => {
  return dashboards.flatMap((dashboard) => {
    const inside = (where: string) => (message: string) => ({ dashboard: titleOf(dashboard), where, message });
    return [
      ...validate('dashboard', 'Dashboard', { ...dashboard, panels: [] }).map(inside('dashboard')),
      ...panelsAndRowsOf(dashboard).flatMap((panel) => {
        const found = panel.type === 'row' ? validate('dashboard', 'RowPanel', panel) : ofPanel(panel as Panel);
        return found.map(inside(panel.title ?? '?'));
      }),
    ];
  });
};

const validate = validators();

/** @returns what is wrong with a value by one definition of one schema. */
type Validate = (schema: string, definition: string, value: unknown) => string[];

function ofPanel(panel: Panel): string[] {
  const schema = panelSchemas[panel.type];
  if (schema === undefined) return [`${panel.type} is not one of our panel types`];
  return [
    ...validate('dashboard', 'Panel', panel),
    ...validate(schema, 'Options', panel.options),
    ...validate(schema, 'FieldConfig', panel.fieldConfig?.defaults?.custom),
    ...targetsOf(panel).flatMap((target) =>
      target.datasource?.type === 'loki'
        ? validate('loki', 'dataquery', target)
        : validate('prometheus', 'Dataquery', target),
    ),
  ];
}

function validators(): Validate {
  const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
  const loaded = new Map<string, ReadonlySet<string>>();
  return (name, definition, value) => {
    if (!loaded.has(name)) {
      const schema = readSchema(name);
      loaded.set(name, new Set(Object.keys(schema.definitions)));
      ajv.addSchema(schema, name);
    }
    if (value === undefined || !loaded.get(name)?.has(definition)) return [];
    const validate = ajv.getSchema(`${name}#/definitions/${definition}`);
    return !validate || validate(value) ? [] : (validate.errors ?? []).map(written);
  };
}

/**
 * The published schemas write "anything" as an object that may have any property. It is read as anything here, and so
 * "exactly one of" a thing and anything as "any of" them.
 */
function readSchema(name: string): { readonly definitions: object } {
  return JSON.parse(readFileSync(join(schemaFolder, `${name}.json`), 'utf8'), (_, value) => {
    const isAnything =
      value?.type === 'object' && isDeepStrictEqual(value.additionalProperties, {}) && !value.properties;
    if (isAnything) return {};
    if (!value?.oneOf) return value;
    const { oneOf, ...rest } = value;
    return { ...rest, anyOf: oneOf };
  });
}

const written = ({ instancePath, message, params }: ErrorObject) =>
  `${instancePath || '/'} ${message} ${JSON.stringify(params)}`;
