import {
  AdHocFiltersVariable,
  ConstantVariable,
  CustomVariable,
  DataSourceVariable,
  IntervalVariable,
  QueryVariable,
  type SceneVariable,
  SceneVariableSet,
  TextBoxVariable,
} from '@grafana/scenes';
import { keepingChosen } from './chosen-values';
import type { VariableJson } from './json';

const ChosenOrQueried = keepingChosen(QueryVariable);
const ChosenOrCustom = keepingChosen(CustomVariable);

type Make = (json: VariableJson, common: Common) => SceneVariable;

interface Common {
  name: string;
  label?: string;
  description?: string | null;
  hide: number;
}

const multiValue = (json: VariableJson) => ({
  isMulti: json.multi ?? false,
  includeAll: json.includeAll ?? false,
  ...(json.allValue != null && { allValue: json.allValue }),
  value: (json.current?.value ?? '') as string,
  text: (json.current?.text ?? '') as string,
});

const query = (json: VariableJson) => (typeof json.query === 'string' ? json.query : '');

const kinds: Readonly<Record<string, Make>> = {
  query: (json, common) =>
    new ChosenOrQueried({
      ...common,
      ...multiValue(json),
      query: json.query as string,
      datasource: json.datasource ?? null,
      sort: json.sort ?? 0,
      refresh: json.refresh ?? 1,
      regex: json.regex ?? '',
    }),
  custom: (json, common) => new ChosenOrCustom({ ...common, ...multiValue(json), query: query(json) }),
  datasource: (json, common) =>
    new DataSourceVariable({ ...common, ...multiValue(json), pluginId: query(json), regex: json.regex ?? '' }),
  interval: (json, common) =>
    new IntervalVariable({
      ...common,
      value: String(json.current?.value ?? ''),
      intervals: query(json)
        .split(',')
        .map((each) => each.trim()),
      autoEnabled: (json as { auto?: boolean }).auto ?? false,
    }),
  constant: (json, common) => new ConstantVariable({ ...common, value: query(json) }),
  textbox: (json, common) => new TextBoxVariable({ ...common, value: String(json.current?.value ?? query(json)) }),
  adhoc: (json, common) =>
    new AdHocFiltersVariable({
      ...common,
      datasource: json.datasource ?? null,
      filters: [],
      applyMode: 'auto',
    } as never),
};

/** The dashboard's variables; one of a kind the page does not know is named, not silently left out. */
export function variablesOf(list: readonly VariableJson[]): SceneVariableSet {
  return new SceneVariableSet({
    variables: list.map((json) => {
      const make = kinds[json.type];
      if (!make)
        throw new Error(`The variable ${json.name} is of the kind “${json.type}”, which this page does not know`);
      return make(json, {
        name: json.name,
        ...(json.label && { label: json.label }),
        ...(json.description && { description: json.description }),
        hide: json.hide ?? 0,
      });
    }),
  });
}
