import type { Panel } from '@grafana/grafana-foundation-sdk/dashboard';
import { EdgeOptionsBuilder, NodeOptionsBuilder, PanelBuilder } from '@grafana/grafana-foundation-sdk/nodegraph';
import type { Unit } from '../units';
import { type Frame, framed } from './frame';
import { asTable, promql } from './targets';

export interface NodeGraph extends Frame {
  /** One series per node, called by its label `id`; the value is shown in it. */
  readonly nodes: string;
  /** One series per edge, with the labels `id`, `source` and `target`; the value is shown on it. */
  readonly edges: string;
  readonly unit: Unit;
}

/** Who calls whom. Drawn from metrics, so that it looks the same whichever trace store runs. */
export function nodeGraph(spec: NodeGraph): Panel {
  return framed(new PanelBuilder(), spec, asTable([promql('nodes', spec.nodes), promql('edges', spec.edges)]))
    .transformations([
      {
        id: 'organize',
        options: { excludeByName: { Time: true }, renameByName: { 'Value #A': 'mainstat', 'Value #B': 'mainstat' } },
      },
    ])
    .nodes(new NodeOptionsBuilder().mainStatUnit(spec.unit))
    .edges(new EdgeOptionsBuilder().mainStatUnit(spec.unit))
    .unit(spec.unit)
    .build();
}
