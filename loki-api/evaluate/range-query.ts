import { type Grouping, type RangeExpr, type RangeOp, type Stage } from '@sightline/promql/logql';
import type { Labels } from '../labels/labels';
import { quoted } from '../logsql/quote';
import { Hints } from '../stages/hints';
import { labelFilterStage, labelsOfFilter, readAs, unreadable } from '../stages/label-filter';
import type { Line, LineStage } from '../stages/line';
import type { PreparedStage } from '../stages/stages';
import { grouped } from '../vectors/aggregate';
import type { Series } from '../vectors/series';
import type { Row, Span } from '../victorialogs/client';
import type { Stretch } from '../victorialogs/duplicates';
import { filledIn, streamFields, unixNano } from '../victorialogs/entry';
import type { Fields } from '../victorialogs/fields';
import { bucketOffset, lastMomentOf } from '../windows/buckets';
import { type Steps, WindowGrid } from '../windows/grid';
import { RangeVector } from '../windows/range-vector';
import { filterOf, type Lines } from './lines';
import { Pipeline, preparedAll } from './pipeline';

/** More cells than this and lines are cheaper than what counts them. */
const mostCells = 50_000;

/** `count_over_time(…[5m])` and its like. @param outer the grouping of a sum around it, which may as well be done here. */
export async function rangeVector(
  lines: Lines,
  expr: RangeExpr,
  steps: Steps,
  outer: Grouping | undefined,
  signal: AbortSignal,
): Promise<readonly Series[]> {
  const grid = new WindowGrid(steps, expr.range, expr.offset);
  const result = new RangeVector(expr, grid);
  const fields = await lines.fields(grid.span, signal);
  const grouping = expr.op === 'absent_over_time' ? { without: false, labels: [] } : (outer ?? expr.grouping);
  const counted = countable(expr, grid, grouping, fields);
  const stretches = await lines.stretches(grid.span, signal);
  const wanted = fieldsWanted(expr, grouping, fields);
  for (const stretch of stretches)
    if (counted !== undefined && stretch.isClean)
      await addCounts(lines, counted, { grid, result, span: stretch.span, ofBytes: isOfBytes(expr) }, signal);
    else if (!(await addLines(lines, expr, { grid, result, fields, grouping, wanted, stretch }, signal)))
      return withAllFields(lines, expr, { grid, fields, grouping, stretches }, signal);
  return result.result();
}

/** Of a line in error everything is told: so everything is asked for. */
async function withAllFields(
  lines: Lines,
  expr: RangeExpr,
  { stretches, ...asked }: Pick<Asked, 'grid' | 'fields' | 'grouping'> & { readonly stretches: readonly Stretch[] },
  signal: AbortSignal,
): Promise<readonly Series[]> {
  const result = new RangeVector(expr, asked.grid);
  for (const stretch of stretches)
    await addLines(lines, expr, { ...asked, result, wanted: undefined, stretch }, signal);
  return result.result();
}

const isOfBytes = ({ op }: RangeExpr) => op === 'bytes_over_time' || op === 'bytes_rate';

interface Counted {
  readonly filter: string;
  /** For each label the fields it may be in. */
  readonly by: readonly { readonly label: string; readonly fields: readonly string[] }[];
}

/** What VictoriaLogs can count by itself, exactly; undefined if the lines must be looked at here. */
function countable(
  expr: RangeExpr,
  grid: WindowGrid,
  grouping: Grouping | undefined,
  fields: Fields,
): Counted | undefined {
  if (expr.unwrap !== undefined || grouping === undefined || grouping.without) return undefined;
  if (grid.cellNanos !== undefined) {
    const { startUnixNano, endUnixNano } = grid.span;
    if (Number(endUnixNano - startUnixNano) / grid.cellNanos > mostCells) return undefined;
  }
  const filter = filterOf(expr.log.matchers, expr.log.stages, fields);
  const plain = expr.log.stages.every(({ kind }) => kind === 'line filter' || kind === 'label filter');
  if (!filter.exact || !plain) return undefined;
  const by = grouping.labels.map((label) => ({ label, fields: fields.of(label) }));
  const isSpecial = by.some(
    ({ label, fields }) =>
      label.endsWith('_extracted') ||
      label.startsWith('__') ||
      fields.some((field) => filledIn.some((filled) => filled === field)),
  );
  return isSpecial ? undefined : { filter: filter.logsql, by };
}

async function addCounts(
  lines: Lines,
  { filter, by }: Counted,
  {
    grid,
    result,
    span,
    ofBytes,
  }: { readonly grid: WindowGrid; readonly result: RangeVector; readonly span: Span; readonly ofBytes: boolean },
  signal: AbortSignal,
): Promise<void> {
  const cell = grid.cellNanos;
  const groups = [...new Set(by.flatMap(({ fields }) => fields))].map(quoted);
  if (cell !== undefined) groups.unshift(`_time:${cell}ns offset ${bucketOffset(grid.originUnixNano, cell)}ns`);
  const stats = `count() as "#lines"${ofBytes ? ', sum_len(_msg) as "#bytes"' : ''}`;
  const query = `${filter} | stats${groups.length > 0 ? ` by (${groups.join(', ')})` : ''} ${stats}`;
  for await (const rows of lines.store.rows(query, span, signal))
    for (const json of rows) {
      const row = JSON.parse(json) as Row;
      const count = Number(row['#lines']);
      if (count === 0) continue;
      const at = cell === undefined ? 0 : grid.relative(lastMomentOf(unixNano(row._time ?? ''), cell));
      result.add(labelsOf(row, by), at, ofBytes ? Number(row['#bytes']) : count, count);
    }
}

function labelsOf(row: Row, by: Counted['by']): Labels {
  const labels: Record<string, string> = {};
  for (const { label, fields } of by)
    for (const field of fields) {
      const value = row[field];
      if (value === undefined || value === '') continue;
      labels[label] = value;
      break;
    }
  return labels;
}

interface Asked {
  readonly grid: WindowGrid;
  readonly result: RangeVector;
  readonly fields: Fields;
  readonly grouping: Grouping | undefined;
  readonly wanted: readonly string[] | undefined;
  readonly stretch: Stretch;
}

/** @returns false if there was a line in error of which not all fields are known. */
async function addLines(
  lines: Lines,
  expr: RangeExpr,
  { grid, result, fields, grouping, wanted, stretch }: Asked,
  signal: AbortSignal,
): Promise<boolean> {
  const stages = preparedAll(withoutIdleFormats(expr));
  const filter = filterOf(expr.log.matchers, expr.log.stages, fields);
  const pipeline = new Pipeline(stages, hintsOf(neededLabels(expr, stages), grouping));
  const value = sampleValue(expr);
  const labels = labelling(expr, grouping);
  for await (const entries of lines.all(filter.logsql, stretch, wanted, signal))
    for (const entry of entries) {
      const line = pipeline.run(entry);
      const number = line && value(line);
      if (line === undefined || number === undefined) continue;
      if (wanted !== undefined && line.labels.error !== '') return false;
      result.add(labels(line), grid.relative(line.timeUnixNano), number);
    }
  return true;
}

/** The labels that the stages of a query read. */
const neededLabels = ({ unwrap }: RangeExpr, stages: readonly PreparedStage[]): readonly string[] => [
  ...stages.flatMap(({ labels }) => labels),
  ...(unwrap?.filters.flatMap(labelsOfFilter) ?? []),
  ...(unwrap === undefined ? [] : [unwrap.label]),
];

/** The fields that can make a difference; undefined if that may be any of them. */
function fieldsWanted(expr: RangeExpr, grouping: Grouping | undefined, fields: Fields): readonly string[] | undefined {
  if (grouping === undefined || grouping.without) return undefined;
  const stages = withoutIdleFormats(expr);
  const needed = [...neededLabels(expr, preparedAll(stages)), ...grouping.labels].flatMap((label) =>
    label.endsWith('_extracted') ? [label, label.slice(0, -'_extracted'.length)] : [label],
  );
  const readsLine =
    isOfBytes(expr) || stages.some(({ kind }) => kind !== 'label filter' && kind !== 'drop' && kind !== 'keep');
  const named = needed.flatMap((label) => fields.of(label));
  // Whether a text of severity was said or filled in its number tells.
  const severity = named.includes('severity_text') ? ['severity_number'] : [];
  return [...new Set(['_time', ...(readsLine ? ['_msg'] : []), ...Object.keys(streamFields), ...named, ...severity])];
}

/** A line's new text makes no difference where nothing reads it. */
function withoutIdleFormats(expr: RangeExpr): readonly Stage[] {
  const { stages } = expr.log;
  if (isOfBytes(expr)) return stages;
  const reads = (stage: Stage) => ['json', 'logfmt', 'regexp', 'line filter'].includes(stage.kind);
  return stages.filter((stage, i) => stage.kind !== 'line_format' || stages.slice(i).some(reads));
}

function hintsOf(needed: readonly string[], grouping: Grouping | undefined): Hints {
  if (grouping === undefined || grouping.without) return Hints.everything;
  return Hints.only([...needed, ...grouping.labels]);
}

/** What of a line is counted; undefined: the line is not. */
function sampleValue(expr: RangeExpr): (line: Line) => number | undefined {
  const { unwrap } = expr;
  if (unwrap === undefined) return isOfBytes(expr) ? ({ text }) => Buffer.byteLength(text) : () => 1;
  const { label, as } = unwrap;
  const filters: readonly LineStage[] = unwrap.filters.map(labelFilterStage);
  const unit = as === 'duration' ? 1e9 : 1;
  return (line) => {
    const text = line.labels.get(label);
    if (text === undefined || text === '') return undefined;
    const value = readAs[as](text);
    if (value === undefined) line.labels.fail('SampleExtractionErr', unreadable[as](text));
    return filters.every((filter) => filter(line)) ? (value ?? 0) / unit : undefined;
  };
}

/** What Loki does not share out among its queriers, and so does not group a second time: labels without a value stay. */
const ungroupedByShards = new Set<RangeOp>(['quantile_over_time', 'stddev_over_time', 'stdvar_over_time']);

/** The labels of the series that a line counts for. Those of a line in error are all told. */
function labelling(expr: RangeExpr, grouping: Grouping | undefined): (line: Line) => Labels {
  if (grouping !== undefined && !grouping.without)
    return ({ labels }) => (labels.error === '' ? grouped(labels.all(), grouping) : labels.all());
  const left = [...(grouping?.labels ?? []), ...(expr.unwrap === undefined ? [] : [expr.unwrap.label])];
  return ({ labels }) => {
    const all = labels.all();
    if (labels.error !== '') return all;
    const withEmpty = !labels.wasThinned && (ungroupedByShards.has(expr.op) || !grouping?.labels.length);
    if (left.length === 0 && withEmpty) return all;
    return Object.fromEntries(
      Object.entries(all).filter(([name, value]) => !left.includes(name) && (withEmpty || value !== '')),
    );
  };
}
