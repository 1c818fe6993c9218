import type { PanelOptionsSupplier } from '@grafana/data';
import { noEditor } from '../grafana/field-options';

/** Declares a panel's options with their defaults; what a dashboard's JSON says goes over them. */
export const panelOptions =
  <T extends object>(defaults: T): PanelOptionsSupplier<T> =>
  (builder) => {
    for (const [path, defaultValue] of Object.entries(defaults)) {
      builder.addCustomEditor({
        id: path,
        path: path as never,
        name: path,
        editor: noEditor,
        defaultValue: defaultValue as never,
      });
    }
  };
