import { describe, expect, test } from 'vitest';
import { makeLogger } from './logger';
import { LokiBatch } from './loki-batch';

interface Push {
  readonly streams: { readonly stream: Record<string, string>; readonly values: [string, string][] }[];
}

const pushed = (batch: LokiBatch) => JSON.parse(batch.take()) as Push;

/** What the logger writes, in pieces of so many characters: whoever carries them knows nothing of lines. */
function written(say: (logger: ReturnType<typeof makeLogger>) => void, piece = 7): string[] {
  let all = '';
  say(
    makeLogger({
      destination: { write: (line: string) => (all += line) },
      level: 'debug',
      base: { 'service.name': 'a' },
    }),
  );
  return all.match(new RegExp(`[^]{1,${piece}}`, 'g')) ?? [];
}

describe('lines on their way to Loki', () => {
  test('arrive as they were written, in their order, under their level', () => {
    const batch = new LokiBatch({ service_name: 'a' });
    const odd = 'a "quoted" \\ line\nwith é 🎉 \u2028 and \u0000';
    for (const piece of written((logger) => {
      logger.info({ odd }, 'first');
      logger.error('second');
      logger.info('third');
    }))
      batch.add(piece);

    expect(batch.size).toBe(3);
    const { streams } = pushed(batch);
    expect(streams.map(({ stream }) => stream)).toEqual([
      { level: 'info', service_name: 'a' },
      { level: 'error', service_name: 'a' },
    ]);
    const lines = streams.map(({ values }) => values.map(([, line]) => JSON.parse(line)));
    expect(lines[0]).toMatchObject([{ message: 'first', odd, 'service.name': 'a' }, { message: 'third' }]);
    expect(lines[1]).toMatchObject([{ message: 'second', level: 'error' }]);
  });

  test('have the time that stands in them, in nanoseconds, and no two the same', () => {
    const batch = new LokiBatch({});
    for (const piece of written((logger) => {
      for (let count = 0; count < 500; count++) logger.info('again');
    }))
      batch.add(piece);

    const values = pushed(batch).streams.flatMap((stream) => stream.values);
    expect(new Set(values.map(([time]) => time)).size).toBe(500);
    for (const [time, line] of values) expect(time).toBe(`${JSON.parse(line).time}000`);
  });

  test('wait until they are whole', () => {
    const batch = new LokiBatch({});
    const [all = ''] = written((logger) => logger.info('whole'), 10_000);
    batch.add(all.slice(0, -1));
    expect(batch.size).toBe(0);
    batch.add('\n');
    expect(pushed(batch).streams[0]?.values).toHaveLength(1);
    expect(pushed(batch)).toEqual({ streams: [] });
  });

  test('are the logger’s alone', () => {
    const batch = new LokiBatch({});
    batch.add('not a line\n\n{"level":"info"}\n{"time":1}\n');
    expect(batch.size).toBe(0);
  });
});
