import type { ScopedVars } from '@grafana/data';
import type { TemplateSrv } from '@grafana/runtime';
import { type SceneObject, sceneGraph } from '@grafana/scenes';

/** Replaces `$variables` by asking the scene that a request came from: the old service's face on the new libraries. */
export const templateService: TemplateSrv = {
  getVariables: () => [],
  containsTemplate: (target) => target?.includes('$') ?? false,
  updateTimeRange: () => undefined,
  replace: (target, scopedVars, format) => {
    const scene = sceneOf(scopedVars);
    return scene ? sceneGraph.interpolate(scene, target, scopedVars, format as never) : (target ?? '');
  },
};

/** The scene object that runs a query travels with it, among its variables. */
export function sceneOf(scopedVars: ScopedVars | undefined): SceneObject | undefined {
  const holder: unknown = scopedVars?.__sceneObject?.value;
  return holder ? ((holder as object).valueOf() as SceneObject) : undefined;
}
