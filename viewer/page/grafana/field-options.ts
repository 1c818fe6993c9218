import {
  booleanOverrideProcessor,
  dataLinksOverrideProcessor,
  displayNameOverrideProcessor,
  type FieldConfigPropertyItem,
  identityOverrideProcessor,
  numberOverrideProcessor,
  standardEditorsRegistry,
  standardFieldConfigEditorRegistry,
  stringOverrideProcessor,
  thresholdsOverrideProcessor,
  unitOverrideProcessor,
  valueMappingsOverrideProcessor,
} from '@grafana/data';

// biome-ignore lint/suspicious/noExplicitAny: a processor accepts the value of its own property, whatever that is
type Process = (...args: any[]) => any;

/** The options every field has in every panel, and how an override's value is read. The page edits none, so editors are empty. */
const processors: Readonly<Record<string, Process>> = {
  displayName: displayNameOverrideProcessor,
  unit: unitOverrideProcessor,
  min: numberOverrideProcessor,
  max: numberOverrideProcessor,
  decimals: numberOverrideProcessor,
  noValue: stringOverrideProcessor,
  description: stringOverrideProcessor,
  fieldMinMax: booleanOverrideProcessor,
  filterable: booleanOverrideProcessor,
  color: identityOverrideProcessor,
  thresholds: thresholdsOverrideProcessor,
  mappings: valueMappingsOverrideProcessor,
  links: dataLinksOverrideProcessor,
  actions: identityOverrideProcessor,
};

export const noEditor = () => null;

export function registerFieldOptions(): void {
  standardEditorsRegistry.setInit(() => []);
  standardFieldConfigEditorRegistry.setInit(() =>
    Object.entries(processors).map(
      ([id, process]): FieldConfigPropertyItem => ({
        id,
        path: id,
        name: id,
        editor: noEditor,
        override: noEditor,
        process,
        shouldApply: () => true,
      }),
    ),
  );
}
