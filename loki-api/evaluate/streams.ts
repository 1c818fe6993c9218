import type { Matcher } from '@sightline/promql/logql';
import type { Labels } from '../labels/labels';
import { quoted } from '../logsql/quote';
import type { Row, Span } from '../victorialogs/client';
import { streamFields } from '../victorialogs/entry';
import { Fields } from '../victorialogs/fields';
import { filterOf, type Lines } from './lines';

/** A stream that has lines in a span, how many, and if that was asked for how large they are with what is known beside them. */
export interface FoundStream {
  readonly labels: Labels;
  readonly lines: number;
  readonly bytes: number;
  /** Where it was asked for by stretches of time: when this one begins. */
  readonly time?: string;
}

export async function foundStreams(
  lines: Lines,
  matchers: readonly Matcher[],
  { span, per, measured = false }: { readonly span: Span; readonly per?: string; readonly measured?: boolean },
  signal: AbortSignal,
): Promise<readonly FoundStream[]> {
  const by = [...(per === undefined ? [] : [per]), ...Object.keys(streamFields).map(quoted)].join(', ');
  const query = `${filterOf(matchers, [], new Fields([])).logsql} | stats by (${by}) count() as "#lines"${measured ? ', sum_len(*) as "#bytes"' : ''}`;
  const found: FoundStream[] = [];
  for await (const rows of lines.store.rows(query, span, signal))
    for (const json of rows) {
      const row = JSON.parse(json) as Row;
      const labels = Object.fromEntries(
        Object.entries(streamFields).flatMap(([field, label]) => (row[field] ? [[label, row[field]]] : [])),
      );
      if (Object.keys(labels).length === 0) continue;
      found.push({
        labels,
        lines: Number(row['#lines']),
        bytes: Number(row['#bytes'] ?? 0),
        ...(row._time !== undefined && { time: row._time }),
      });
    }
  return found;
}
