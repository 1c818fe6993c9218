import type { Span, VictoriaLogs } from './client';

/** Long enough that few are asked for, short enough that the one being written is soon scanned. */
const blockNanos = 60_000_000_000n;
const mostBlocks = 20_000;

/** More than this are read as one: each is asked for by itself. */
const mostStretches = 20;

export interface Stretch {
  readonly span: Span;
  readonly isClean: boolean;
}

interface Block {
  readonly lines: string;
  readonly isClean: boolean;
}

/**
 * Loki keeps a line that comes twice once. VictoriaLogs keeps both: after a collector that did not hear the answer, say. Whether a
 * stretch of time holds any is remembered by block for as long as its number of lines stays what it was.
 */
export class Duplicates {
  readonly #store: VictoriaLogs;
  readonly #blocks = new Map<bigint, Block>();
  #scanning: Promise<void> = Promise.resolve();

  constructor(store: VictoriaLogs) {
    this.#store = store;
  }

  /**
   * Cuts a span into stretches, in the order of time: those in which each line is there once, and those in which there may be the same
   * line twice, the same words at the same moment in one stream.
   */
  async stretches(span: Span, signal: AbortSignal): Promise<readonly Stretch[]> {
    const first = span.startUnixNano / blockNanos;
    const last = (span.endUnixNano - 1n) / blockNanos;
    if (last < first) return [];
    const counts = await this.#counts(first, last, signal);
    // One after the other: a page of panels asks for the same stretch at once, and it is scanned once.
    const scanning = this.#scanning.then(async () => {
      const unknown = [...counts].filter(([block, lines]) => this.#blocks.get(block)?.lines !== lines);
      for (const [from, to] of runs(unknown.map(([block]) => block))) await this.#scan(from, to, signal);
    });
    this.#scanning = scanning.catch(() => {});
    await scanning;
    const doubtful = runs([...counts.keys()].filter((block) => this.#blocks.get(block)?.isClean !== true));
    return cut(span, doubtful.length > mostStretches ? [[first, last]] : doubtful);
  }

  /** How many lines there are in each block that has any. */
  async #counts(first: bigint, last: bigint, signal: AbortSignal): Promise<ReadonlyMap<bigint, string>> {
    const counts = new Map<bigint, string>();
    const query = '* | stats by (_time:1m) count() lines';
    for await (const rows of this.#store.rows(query, spanOf(first, last), signal))
      for (const json of rows) {
        const { _time, lines } = JSON.parse(json) as { _time: string; lines: string };
        counts.set(blockOf(_time), lines);
      }
    return counts;
  }

  async #scan(first: bigint, last: bigint, signal: AbortSignal): Promise<void> {
    const query = '* | stats by (_time:1m) count() lines, count_uniq_hash(_time, _stream_id, _msg) different';
    if (this.#blocks.size > mostBlocks) this.#blocks.clear();
    for await (const rows of this.#store.rows(query, spanOf(first, last), signal))
      for (const json of rows) {
        const { _time, lines, different } = JSON.parse(json) as { _time: string; lines: string; different: string };
        this.#blocks.set(blockOf(_time), { lines, isClean: lines === different });
      }
  }
}

const blockOf = (time: string): bigint => (BigInt(Date.parse(time)) * 1_000_000n) / blockNanos;

const spanOf = (first: bigint, last: bigint): Span => ({
  startUnixNano: first * blockNanos,
  endUnixNano: (last + 1n) * blockNanos,
});

function cut(span: Span, doubtful: readonly (readonly [bigint, bigint])[]): readonly Stretch[] {
  const found: Stretch[] = [];
  let at = span.startUnixNano;
  const upTo = (time: bigint, isClean: boolean) => {
    const endUnixNano = time < span.endUnixNano ? time : span.endUnixNano;
    if (endUnixNano > at) found.push({ span: { startUnixNano: at, endUnixNano }, isClean });
    if (endUnixNano > at) at = endUnixNano;
  };
  for (const [first, last] of doubtful) {
    upTo(first * blockNanos, true);
    upTo((last + 1n) * blockNanos, false);
  }
  upTo(span.endUnixNano, true);
  return found;
}

/** Blocks beside each other are scanned at once. */
function runs(blocks: readonly bigint[]): readonly (readonly [bigint, bigint])[] {
  const found: [bigint, bigint][] = [];
  for (const block of [...blocks].sort((a, b) => (a < b ? -1 : 1))) {
    const last = found.at(-1);
    if (last !== undefined && last[1] + 1n === block) last[1] = block;
    else found.push([block, block]);
  }
  return found;
}
