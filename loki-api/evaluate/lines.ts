import type { Matcher, Stage } from '../logql/syntax';
import { all, type Filter, pipelineFilter, streamFilter, streamSelector } from '../logsql/filter';
import { quoted } from '../logsql/quote';
import type { Span, VictoriaLogs } from '../victorialogs/client';
import { Duplicates } from '../victorialogs/duplicates';
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

  mayHoldDuplicates(span: Span, signal: AbortSignal): Promise<boolean> {
    return this.#duplicates.mayBeIn(span, signal);
  }

  /** Which fields there are in this span. */
  async fields(span: Span, signal: AbortSignal): Promise<Fields> {
    return new Fields(await this.store.fieldNames('*', span, signal));
  }

  /**
   * The lines of a span, each once, in no order, some at a time.
   *
   * @param wanted the fields that matter; undefined: all of them.
   */
  async *all(
    filter: string,
    { span, wanted }: { readonly span: Span; readonly wanted: readonly string[] | undefined },
    signal: AbortSignal,
  ): AsyncGenerator<readonly Entry[]> {
    const seen = (await this.mayHoldDuplicates(span, signal)) ? new Set<string>() : undefined;
    // Whether a line is the same as another only all its fields tell.
    const fields = wanted === undefined || seen !== undefined ? '' : ` | fields ${wanted.map(quoted).join(', ')}`;
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
      const page = new Set<string>();
      let read = 0;
      for await (const rows of this.store.rows(query, span, signal))
        for (const row of rows) {
          page.add(row);
          read++;
        }
      const entries = [...page].map((row) => entryOf(JSON.parse(row)));
      entries.sort(newestFirst ? (a, b) => byTime(b, a) : byTime);
      const last = entries.at(-1);
      if (read < size || last === undefined) {
        yield* entries;
        return;
      }
      // Of the moment at the edge of the page there may be more: it is read again, whole.
      const edge = last.timeUnixNano;
      yield* entries.filter(({ timeUnixNano }) => timeUnixNano !== edge);
      const isStuck = entries[0]?.timeUnixNano === edge;
      span = newestFirst ? { ...span, endUnixNano: edge + 1n } : { ...span, startUnixNano: edge };
      size = isStuck ? size * 2 : Math.min(size * 2, mostInPage);
    }
  }
}

const mostInPage = 20_000;

const byTime = (a: Entry, b: Entry) => (a.timeUnixNano < b.timeUnixNano ? -1 : a.timeUnixNano > b.timeUnixNano ? 1 : 0);

/** The lines of a query, as far as VictoriaLogs can tell them. */
export function filterOf(matchers: readonly Matcher[], stages: readonly Stage[], fields: Fields): Filter {
  const { logsql, exact } = all([streamFilter(matchers), pipelineFilter(stages, fields)]);
  return { logsql: [streamSelector(matchers), logsql].filter((part) => part !== '').join(' ') || '*', exact };
}
