import { type FieldConfigEditorBuilder, identityOverrideProcessor } from '@grafana/data';
import { noEditor } from '../grafana/field-options';

/** Declares a panel's own field options with their defaults, so that overrides of `custom.<name>` find them. */
export const customOptions =
  <T extends object>(defaults: T) =>
  (builder: FieldConfigEditorBuilder<T>): void => {
    for (const [path, defaultValue] of Object.entries(defaults)) {
      builder.addCustomEditor({
        id: path,
        path: path as never,
        name: path,
        defaultValue: defaultValue as never,
        editor: noEditor,
        override: noEditor,
        process: identityOverrideProcessor,
        shouldApply: () => true,
      });
    }
  };
