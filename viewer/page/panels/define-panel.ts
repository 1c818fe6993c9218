import {
  FieldColorModeId,
  type FieldConfigEditorBuilder,
  FieldConfigProperty,
  identityOverrideProcessor,
  PanelPlugin,
  type PanelProps,
} from '@grafana/data';
import type { ComponentType } from 'react';
import { noEditor } from '../grafana/field-options';

export interface PanelDefinition<Options extends object, Custom extends object> {
  readonly component: ComponentType<PanelProps<Options>>;
  /** Every option with its default; what a dashboard's JSON says goes over them. */
  readonly options: Options;
  /** The field options of this kind of panel, so that overrides of `custom.<name>` find them. */
  readonly custom?: Custom;
  /** Each series has a colour of its own, not that of its threshold. */
  readonly seriesColors?: boolean;
  /** It draws annotations and exemplars. */
  readonly annotations?: boolean;
  /** It draws up to the panel's edge. */
  readonly noPadding?: boolean;
  /** It shows no data. */
  readonly noData?: boolean;
}

/** Declares a kind of panel to Grafana's libraries. The page edits nothing, so no option has an editor. */
export function definePanel<Options extends object, Custom extends object = object>(
  definition: PanelDefinition<Options, Custom>,
): PanelPlugin<Options, Custom> {
  const { component, options, custom, seriesColors, annotations, noPadding, noData } = definition;
  const plugin = new PanelPlugin<Options, Custom>(component);
  plugin.setDataSupport({ annotations: annotations ?? false, alertStates: false });
  plugin.setPanelOptions((builder) => {
    for (const [path, defaultValue] of Object.entries(options)) {
      builder.addCustomEditor({ id: path, path: path as never, name: path, editor: noEditor, defaultValue });
    }
  });
  // biome-ignore lint/correctness/useHookAtTopLevel: a method of a builder, not a hook
  plugin.useFieldConfig({
    ...(seriesColors && {
      standardOptions: { [FieldConfigProperty.Color]: { defaultValue: { mode: FieldColorModeId.PaletteClassic } } },
    }),
    ...(custom && { useCustomConfig: (builder) => declareCustom(builder, custom) }),
  });
  if (noPadding) plugin.setNoPadding();
  if (noData) plugin.meta = { ...plugin.meta, skipDataQuery: true };
  return plugin;
}

function declareCustom<Custom extends object>(builder: FieldConfigEditorBuilder<Custom>, custom: Custom): void {
  for (const [path, defaultValue] of Object.entries(custom)) {
    builder.addCustomEditor({
      id: path,
      path: path as never,
      name: path,
      defaultValue,
      editor: noEditor,
      override: noEditor,
      process: identityOverrideProcessor,
      shouldApply: () => true,
    });
  }
}
