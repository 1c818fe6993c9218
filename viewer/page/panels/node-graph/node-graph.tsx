import { formattedValueToString, getValueFormat, type PanelProps } from '@grafana/data';
import { definePanel } from '../define-panel';
import { NoData } from '../no-data';
import { type Edge, graphOf, type Node } from './graph';

interface NodeGraphOptions {
  nodes: { mainStatUnit?: string };
  edges: { mainStatUnit?: string };
}

const box = { width: 112, height: 52 } as const;

function NodeGraphPanel({ data, options, fieldConfig, width, height }: PanelProps<NodeGraphOptions>) {
  const { nodes, edges } = graphOf(data.series, (field, value, of) => {
    const unit = options[of].mainStatUnit ?? field.config.unit;
    return typeof value === 'number' ? formattedValueToString(getValueFormat(unit)(value)) : String(value ?? '');
  });
  if (nodes.length === 0) return <NoData fieldConfig={fieldConfig} />;
  const columns = Math.max(...nodes.map(({ column }) => column)) + 1;
  const inColumn = (column: number) => nodes.filter((node) => node.column === column).length;
  const place = ({ column, row }: Node) => ({
    x: ((column + 0.5) / columns) * width,
    y: ((row + 0.5) / inColumn(column)) * height,
  });
  const placed = new Map(nodes.map((node) => [node.id, place(node)]));
  return (
    <svg
      className="node-graph"
      width={width}
      height={height}
      role="img"
      aria-label={edges.map(({ source, target }) => `${source} calls ${target}`).join(', ')}
    >
      <defs>
        <marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">
          <path d="M0 0L8 4L0 8z" className="node-graph-tip" />
        </marker>
      </defs>
      {edges.map((edge) => (
        <EdgeLine key={edge.id} edge={edge} from={placed.get(edge.source)} to={placed.get(edge.target)} />
      ))}
      {nodes.map((node) => {
        const { x, y } = place(node);
        return (
          <g key={node.id} transform={`translate(${x - box.width / 2} ${y - box.height / 2})`}>
            <rect width={box.width} height={box.height} rx={6} />
            <text x={box.width / 2} y={node.stat ? 22 : 30} className="node-graph-title">
              {node.title}
            </text>
            <text x={box.width / 2} y={40}>
              {node.stat}
            </text>
          </g>
        );
      })}
    </svg>
  );
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/** A curve from the side of one box to the side of another, its figure where no box is. */
function EdgeLine({ edge, from, to }: { edge: Edge; from: Point | undefined; to: Point | undefined }) {
  if (!from || !to) return null;
  const forwards = to.x > from.x;
  const start = { x: from.x + (forwards ? box.width / 2 : 0), y: from.y + (forwards ? 0 : box.height / 2) };
  const end = { x: to.x - (forwards ? box.width / 2 : 0), y: to.y + (forwards ? 0 : box.height / 2) };
  const bend = forwards ? { x: (end.x - start.x) / 2, y: 0 } : { x: 0, y: 44 };
  const d = `M${start.x} ${start.y}C${start.x + bend.x} ${start.y + bend.y} ${end.x - bend.x} ${end.y + bend.y} ${end.x} ${end.y}`;
  const level = Math.abs(to.y - from.y) < box.height;
  const above = forwards && level ? -(box.height / 2 + 6) : 0;
  const below = forwards ? 0 : 48;
  return (
    <>
      <path d={d} markerEnd="url(#arrow)" />
      <text x={(start.x + end.x) / 2} y={(start.y + end.y) / 2 + above + below}>
        {edge.stat}
      </text>
    </>
  );
}

export const nodeGraph = definePanel<NodeGraphOptions>({
  component: NodeGraphPanel,
  options: { nodes: {}, edges: {} },
});
