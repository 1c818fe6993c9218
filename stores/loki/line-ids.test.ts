import { describe, expect, it } from 'vitest';
import { answering } from '../testing/answering';
import { everyStream, spanIdOf, traceIdOf } from './line-ids';
import { LokiStore } from './loki-store';

const trace = '4bf92f3577b34da6a3ce929d0e0e4736';
const span = '00f067aa0ba902b7';
const bare = { line: 'hello', labels: {}, metadata: {} };

describe('the ids of a line', () => {
  it.each([
    ['structured metadata', { ...bare, metadata: { trace_id: trace, span_id: span } }],
    ["structured metadata of others' names", { ...bare, metadata: { traceid: trace, spanid: span } }],
    ['labels', { ...bare, labels: { traceID: trace, spanID: span } }],
    ['JSON', { ...bare, line: `{"msg":"x","trace_id":"${trace}","span_id": "${span}"}` }],
    ['JSON with dots', { ...bare, line: `{"trace.id":"${trace}","span.id":"${span}"}` }],
    ['logfmt', { ...bare, line: `level=info traceID=${trace} spanID=${span} msg=x` }],
    ['words', { ...bare, line: `done (trace_id: ${trace}, span_id: ${span})` }],
  ])('are read from %s', (_, line) => {
    expect([traceIdOf(line), spanIdOf(line)]).toEqual([trace, span]);
  });

  it.each(['hello', `id=${trace}`, `"trace_id":"${trace}0"`, '"trace_id":""'])('are not in %j', (line) => {
    expect(traceIdOf({ ...bare, line })).toBeUndefined();
  });
});

describe('every stream', () => {
  it.each([
    [['app', 'service_name'], '{service_name=~".+"}'],
    [['__stream_shard__', 'job'], '{job=~".+"}'],
    [['__x__', 'host'], '{host=~".+"}'],
    [[], undefined],
  ])('of %j is %s', (labels, expected) => expect(everyStream(labels)).toBe(expected));
});

describe('the lines of a trace, where others name it in another way,', () => {
  const found = (text: string) => ({
    data: { resultType: 'streams', result: [{ stream: { job: 'shop' }, values: [['1767225600000000001', text, {}]] }] },
  });
  const nothing = { data: { resultType: 'streams', result: [] } };

  it.each([
    ['by another name', (query: string) => query.includes(`traceID=\`${trace}\``), 'a line'],
    [
      'by their text',
      (query: string) => query.includes(`|= \`${trace}\``),
      `{"trace_id":"${trace}","span_id":"${span}"}`,
    ],
  ])('are found %s', async (_, fits, text) => {
    await using server = await answering(({ url = '' }) => {
      if (url.startsWith('/loki/api/v1/labels')) return { body: { data: ['job'] } };
      const query = new URL(url, 'http://loki').searchParams.get('query') ?? '';
      return { body: query.startsWith('{job=~".+"}') && fits(query) ? found(text) : nothing };
    });
    const lines = await new LokiStore(server.url).linesOfTrace(trace, { since: new Date(1_767_225_600_000) });
    expect(lines).toMatchObject([{ service: 'shop', message: text, ...(text.startsWith('{') && { spanId: span }) }]);
  });

  it('are not looked for in other ways where lines are known to have them in the usual one', async () => {
    await using server = await answering(({ url = '' }) => {
      if (url.startsWith('/loki/api/v1/labels')) return { body: { data: ['service_name'] } };
      const query = new URL(url, 'http://loki').searchParams.get('query') ?? '';
      return { body: query.includes('trace_id!=""') ? found('a line') : nothing };
    });
    const store = new LokiStore(server.url);
    for (let time = 0; time < 3; time++) expect(await store.linesOfTrace(trace, { since: new Date(0) })).toEqual([]);
    expect(server.asked).toHaveLength(5);
  });
});
