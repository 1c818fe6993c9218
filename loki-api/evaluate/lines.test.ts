import { describe, expect, it } from 'vitest';
import type { VictoriaLogs } from '../victorialogs/client';
import { Lines } from './lines';

const time = '2026-01-01T00:00:30.000001Z';
const row = (text: string, more = {}) =>
  JSON.stringify({ _time: time, _stream_id: 's', _msg: text, 'service.name': 'order', ...more });

/** What VictoriaLogs answers: counts by the minute, or the rows. */
function storeOf(rows: readonly string[]): VictoriaLogs {
  const minute = '2026-01-01T00:00:00Z';
  const different = new Set(rows.map((each) => JSON.parse(each)._msg)).size;
  const answer = async function* (query: string): AsyncGenerator<readonly string[]> {
    if (query.includes('different'))
      yield [JSON.stringify({ _time: minute, lines: String(rows.length), different: String(different) })];
    else if (query.includes('stats')) yield [JSON.stringify({ _time: minute, lines: String(rows.length) })];
    else yield rows;
  };
  return { rows: answer } as unknown as VictoriaLogs;
}

const span = {
  startUnixNano: BigInt(Date.parse('2026-01-01T00:00:00Z')) * 1_000_000n,
  endUnixNano: BigInt(Date.parse('2026-01-01T00:01:00Z')) * 1_000_000n,
};
const { signal } = new AbortController();

async function read(rows: readonly string[]): Promise<string[]> {
  const lines = new Lines(storeOf(rows));
  const found: string[] = [];
  for (const stretch of await lines.stretches(span, signal))
    for await (const entries of lines.all('*', stretch, ['_msg'], signal))
      found.push(...entries.map(({ line }) => line));
  return found.sort();
}

async function readInOrder(rows: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  const inOrder = new Lines(storeOf(rows)).inOrder('*', span, { newestFirst: true, pageSize: 100 }, signal);
  for await (const { line } of inOrder) found.push(line);
  return found.sort();
}

describe.each([['counted', read] as const, ['shown', readInOrder] as const])('lines that are %s', (_, lines) => {
  it('are there once, however often VictoriaLogs was sent them', async () => {
    expect(await lines([row('a'), row('b'), row('a'), row('a')])).toEqual(['a', 'b']);
  });

  it('are told apart by anything that differs', async () => {
    expect(await lines([row('a', { trace: '1' }), row('a', { trace: '2' }), row('b'), row('b')])).toEqual([
      'a',
      'a',
      'b',
    ]);
  });
});
