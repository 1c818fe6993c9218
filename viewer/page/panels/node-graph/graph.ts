import { type DataFrame, type Field, getFieldDisplayName } from '@grafana/data';

export interface Node {
  readonly id: string;
  readonly title: string;
  readonly stat: string;
  /** How many steps from where the calls begin. */
  readonly column: number;
  readonly row: number;
}

export interface Edge {
  readonly id: string;
  readonly source: string;
  readonly target: string;
  readonly stat: string;
}

export interface Graph {
  readonly nodes: readonly Node[];
  readonly edges: readonly Edge[];
}

/** Reads Grafana's two frames of a node graph. A node that only edges name is there all the same. */
export function graphOf(
  frames: readonly DataFrame[],
  show: (field: Field, value: unknown, of: 'nodes' | 'edges') => string,
): Graph {
  const edgeFrames = frames.filter((frame) => field(frame, 'source') && field(frame, 'target'));
  const nodeFrames = frames.filter((frame) => field(frame, 'id') && !edgeFrames.includes(frame));
  const stat = (frame: DataFrame, row: number, of: 'nodes' | 'edges') => {
    const value = field(frame, 'mainstat');
    return value ? show(value, value.values[row], of) : '';
  };
  const edges = edgeFrames.flatMap((frame) =>
    rows(frame).map((row) => {
      const [source, target] = [text(frame, 'source', row), text(frame, 'target', row)];
      return { id: text(frame, 'id', row) || `${source}→${target}`, source, target, stat: stat(frame, row, 'edges') };
    }),
  );
  const named = new Map<string, { title: string; stat: string }>();
  for (const { source, target } of edges) for (const id of [source, target]) named.set(id, { title: id, stat: '' });
  for (const frame of nodeFrames) {
    for (const row of rows(frame)) {
      const id = text(frame, 'id', row);
      named.set(id, { title: text(frame, 'title', row) || id, stat: stat(frame, row, 'nodes') });
    }
  }
  const columns = columnsOf([...named.keys()], edges);
  const filled = new Map<number, number>();
  const nodes = [...named].map(([id, rest]) => {
    const column = columns.get(id) ?? 0;
    const row = filled.get(column) ?? 0;
    filled.set(column, row + 1);
    return { id, ...rest, column, row };
  });
  return { nodes, edges };
}

/** By the name a transformation may have given it. */
const field = (frame: DataFrame, name: string): Field | undefined =>
  frame.fields.find((each) => getFieldDisplayName(each, frame).toLowerCase() === name);
const text = (frame: DataFrame, name: string, row: number): string => String(field(frame, name)?.values[row] ?? '');
const rows = ({ length }: DataFrame): number[] => Array.from({ length }, (_, index) => index);

/** Each node one column right of the farthest that calls it. An edge that closes a circle moves nothing. */
function columnsOf(ids: readonly string[], edges: readonly Edge[]): Map<string, number> {
  const callees = new Map<string, string[]>();
  for (const { source, target } of edges)
    if (source !== target) callees.set(source, [...(callees.get(source) ?? []), target]);
  const called = new Set(edges.filter(({ source, target }) => source !== target).map(({ target }) => target));
  const columns = new Map<string, number>();
  const place = (id: string, column: number, above: readonly string[]) => {
    if (above.includes(id) || (columns.get(id) ?? -1) >= column) return;
    columns.set(id, column);
    for (const callee of callees.get(id) ?? []) place(callee, column + 1, [...above, id]);
  };
  for (const id of ids) if (!called.has(id)) place(id, 0, []);
  for (const id of ids) if (!columns.has(id)) place(id, 0, []);
  return columns;
}
