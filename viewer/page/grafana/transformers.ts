import { standardTransformers, standardTransformersRegistry } from '@grafana/data';
import { noEditor } from './field-options';

/** Makes the transformations of a dashboard's panels known by the ids its JSON uses. */
export function registerTransformers(): void {
  standardTransformersRegistry.setInit(() =>
    [...new Set(Object.values(standardTransformers))].map((transformation) => ({
      id: transformation.id,
      name: transformation.name,
      transformation: async () => transformation,
      editor: noEditor,
      imageDark: '',
      imageLight: '',
    })),
  );
}
