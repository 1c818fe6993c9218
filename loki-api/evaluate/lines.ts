import type { Matcher, Stage } from '@sightline/promql/logql';
import { Unsupported } from '@sightline/promql/logql';
import { all, type Filter, pipelineFilter, streamFilter, streamSelector } from '../logsql/filter';
import { quoted } from '../logsql/quote';
import type { Span, VictoriaLogs } from '../victorialogs/client';
import { Duplicates, type Stretch } from '../victorialogs/duplicates';
import { type Entry, entryOf } from '../victorialogs/entry';
import { Fields } from '../victorialogs/fields';

/** Lines as Loki would have kept them, out of VictoriaLogs. */
export class Lines {
  readonly store: VictoriaLogs;
  readonly #duplicates: Duplicates;

  constructor(store: VictoriaLogs) {
    this.store = store;
    this.#duplicates = new Duplicates(store);
  }

  /** The parts of a span in which each line is there once, and those in which it may be there twice. */
  stretches(span: Span, signal: AbortSignal): Promise<readonly Stretch[]> {
    return this.#duplicates.stretches(span, signal);
  }

  /** Which fields there are in this span. */
  async fields(span: Span, signal: AbortSignal): Promise<Fields> {
    return new Fields(await this.store.fieldNames('*', span, signal));
  }

  /**
   * The lines of a stretch, each once, in no order, some at a time.
   *
   * @param wanted the fields that matter; undefined: all of them.
   */
  async *all(
    filter: string,
    { span, isClean }: Stretch,
    wanted: readonly string[] | undefined,
    signal: AbortSignal,
  ): AsyncGenerator<readonly Entry[]> {
    const seen = isClean ? undefined : new Set<string>();
    // Whether a line is the same as another only all its fields tell.
    const fields = wanted === undefined || !isClean ? '' : ` | fields ${wanted.map(quoted).join(', ')}`;
    for await (const rows of this.store.rows(`${filter}${fields}`, span, signal)) {
      const entries: Entry[] = [];
      for (const row of rows) {
        if (seen?.has(row)) continue;
        seen?.add(row);
        entries.push(entryOf(JSON.parse(row)));
      }
      yield entries;
    }
  }

  /** The lines of a span, each once, in the order of their time. Reads on as long as it is asked to, page by page. */
  async *inOrder(
    filter: string,
    { startUnixNano, endUnixNano }: Span,
    { newestFirst, pageSize }: { readonly newestFirst: boolean; readonly pageSize: number },
    signal: AbortSignal,
  ): AsyncGenerator<Entry> {
    let span = { startUnixNano, endUnixNano };
    let size = pageSize;
    while (span.startUnixNano < span.endUnixNano) {
      const query = `${filter} | sort by (_time${newestFirst ? ' desc' : ''}) limit ${size}`;
      /** The lines of the latest moment that was read: those that are still to come may be the same. */
      let moment = new Map<string, Entry>();
      let edge: bigint | undefined;
      let [read, moments] = [0, 0];
      for await (const rows of this.store.rows(query, span, signal))
        for (const row of rows) {
          read++;
          const entry = entryOf(JSON.parse(row));
          if (entry.timeUnixNano !== edge) {
            yield* moment.values();
            moment = new Map();
            edge = entry.timeUnixNano;
            moments++;
          }
          moment.set(row, entry);
        }
      if (read < size || edge === undefined) {
        yield* moment.values();
        return;
      }
      // Of the moment at the edge of the page there may be more: it is read again, whole.
      span = newestFirst ? { ...span, endUnixNano: edge + 1n } : { ...span, startUnixNano: edge };
      size = moments === 1 ? size * 2 : Math.min(size * 2, mostInPage);
    }
  }
}

const mostInPage = 20_000;

/** VictoriaLogs reads no query of more than 16 KiB. */
const longestFilter = 12_000;

/** The lines of a query, as far as VictoriaLogs can tell them. */
export function filterOf(matchers: readonly Matcher[], stages: readonly Stage[], fields: Fields): Filter {
  const streams = streamFilter(matchers);
  const pipeline = pipelineFilter(stages, fields);
  if (Buffer.byteLength(streams.logsql) > longestFilter)
    throw new Unsupported(`a selector of more than ${longestFilter} bytes`);
  const isTooLong = Buffer.byteLength(streams.logsql + pipeline.logsql) > longestFilter;
  const { logsql, exact } = all([streams, isTooLong ? { logsql: '', exact: false } : pipeline]);
  return {
    logsql: [isTooLong ? '' : streamSelector(matchers), logsql].filter((part) => part !== '').join(' ') || '*',
    exact,
  };
}
