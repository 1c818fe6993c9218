import type { Trace } from '@sightline/stores';
import { madeLine, madeSpan } from '@sightline/stores/testing';
import { describe, expect, it } from 'vitest';
import { plainPaint } from '../terminal/paint';
import { type Recorded, readRecorded } from './recorded/recorded';
import { traceView } from './trace-view';

const view = (trace: Trace, width = 120) => traceView(trace, { width, paint: plainPaint });
/** In one order, and without the types of attributes that Zipkin has not kept. */
const comparable = ({ spans }: Trace) =>
  [...spans]
    .sort((a, b) => a.spanId.localeCompare(b.spanId))
    .map(({ attributes, ...span }) => ({
      ...span,
      attributes: Object.fromEntries(Object.entries(attributes).map(([key, value]) => [key, String(value)])),
    }));

const recorded: readonly Recorded[] = ['declined', 'retried'];

describe('the view of a recorded trace', () => {
  it.each(recorded)('%s is as it was approved', async (name) => {
    await expect(`${view(await readRecorded(name, 'zipkin'))}\n`).toMatchFileSnapshot(`recorded/${name}.txt`);
  });

  it.each(recorded)('%s holds the same spans from Tempo as from Zipkin', async (name) => {
    expect(comparable(await readRecorded(name, 'tempo'))).toEqual(comparable(await readRecorded(name, 'zipkin')));
  });

  it.each([60, 80, 200])('keeps to a terminal %i wide, the ids on top aside', async (width) => {
    const [, , , ...lines] = view(await readRecorded('declined', 'zipkin'), width).split('\n');
    expect(lines.filter(({ length }) => length > width)).toEqual([]);
  });
});

describe('the view of a trace that is not whole', () => {
  it('shows spans that lost their parent apart, and says so on top', () => {
    const spans = [madeSpan({ id: 'root', ms: [0, 10] }), madeSpan({ id: 'lost', under: 'gone', ms: [4, 6] })];
    const text = view({ traceId: 't', spans, logs: [madeLine({ message: 'from nowhere', ms: 5 })] });
    expect(text).toContain('⚠ order: lost has lost its parent gone');
    expect(text).toContain('⚠ under a span that was never stored:');
    expect(text).toContain('log lines outside any of these spans:');
    expect(text).toContain('order from nowhere');
  });

  it('tells the outcome of every order, when one caller placed several in its trace', () => {
    const spans = [1, 2, 3].flatMap((n) => [
      madeSpan({ id: `request-${n}`, under: 'caller', kind: 'server', ms: [n * 10, n * 10 + 9] }),
      madeSpan({
        id: `settle-${n}`,
        under: `request-${n}`,
        ms: [n * 10 + 1, n * 10 + 5],
        attributes: { 'order.id': `o${n}`, 'order.status': n === 3 ? 'cancelled' : 'paid' },
      }),
    ]);
    const text = view({ traceId: 't', spans, logs: [] });
    expect(text).toContain('order o1 paid\norder o2 paid\norder o3 cancelled');
    expect(text).toContain('3 requests of one caller, whose span caller is its own');
    expect(text).not.toContain('⚠');
  });

  it('says when the clocks of two services disagree', () => {
    const spans = [
      madeSpan({ id: 'send', kind: 'producer', ms: [5, 10] }),
      madeSpan({ id: 'process', under: 'send', kind: 'consumer', service: 'payment', ms: [2, 8] }),
    ];
    expect(view({ traceId: 't', spans, logs: [] })).toContain(
      '⚠ starts 3.00 ms before its parent: the clocks disagree',
    );
  });

  it('has a line for a trace without spans', () => {
    expect(view({ traceId: 't', spans: [], logs: [] })).toContain('trace t has neither spans nor log lines');
  });

  it('says that log lines are stored though no span is, and shows them', () => {
    const logs = [
      madeLine({ message: 'Order accepted', ms: 0 }),
      madeLine({ message: 'It failed', level: 'error', ms: 5 }),
    ];
    const text = view({ traceId: 't', spans: [], logs }, 200);
    expect(text).toContain('⚠ no span of it is stored, but 2 log lines are');
    expect(text).toContain('· +0 µs info order Order accepted');
    expect(text).toContain('· +5.00 ms error order It failed');
  });
});
