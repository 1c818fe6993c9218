import {
  dataLayers,
  type SceneComponentProps,
  SceneDataLayerSet,
  SceneObjectBase,
  type SceneObjectState,
  sceneGraph,
} from '@grafana/scenes';
import { InlineSwitch } from '@grafana/ui';

/** A switch per annotation of the dashboard, called by its name. */
export class AnnotationControls extends SceneObjectBase<SceneObjectState> {
  static Component = ({ model }: SceneComponentProps<AnnotationControls>) => {
    const layers = sceneGraph
      .getDataLayers(model)
      .flatMap((set) => (set instanceof SceneDataLayerSet ? set.state.layers : []));
    return (
      <div className="annotation-controls">
        {layers.map((layer) =>
          layer instanceof dataLayers.AnnotationsDataLayer && !layer.state.isHidden ? (
            <AnnotationSwitch key={layer.state.key} model={layer} />
          ) : null,
        )}
      </div>
    );
  };
}

function AnnotationSwitch({ model }: SceneComponentProps<dataLayers.AnnotationsDataLayer>) {
  const { isEnabled, name } = model.useState();
  return (
    <InlineSwitch
      label={name}
      showLabel
      value={isEnabled ?? false}
      onChange={() => model.setState({ isEnabled: !isEnabled })}
    />
  );
}
