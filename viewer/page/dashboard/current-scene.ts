import { type EmbeddedScene, sceneGraph, type VizPanel } from '@grafana/scenes';
import { createContext, useContext } from 'react';

/** The dashboard on the page. */
export const CurrentScene = createContext<EmbeddedScene | undefined>(undefined);

export function usePanelScene(panelId: number): VizPanel | undefined {
  const scene = useContext(CurrentScene);
  const found = scene && sceneGraph.findByKey(scene, `panel-${panelId}`);
  return (found as VizPanel | null) ?? undefined;
}
