import { describe, expect, it } from 'vitest';
import { idIn } from './pasted-id';

const id = '4bf92f3577b34da6a3ce929d0e0e4736';
const asUuid = '4bf92f35-77b3-4da6-a3ce-929d0e0e4736';
const explore = encodeURIComponent(
  JSON.stringify({ a: { datasource: 'traces', queries: [{ refId: 'A', queryType: 'traceql', query: id }] } }),
);

describe('the trace id is found in', () => {
  it.each([
    ['itself', id],
    ['capitals', id.toUpperCase()],
    ['blanks around it', `  ${id}\n`],
    ['blanks in it', '4bf92f35 77b34da6 a3ce929d 0e0e4736'],
    ['double quotes', `"${id}"`],
    ['single quotes and a comma', `'${id}',`],
    ['backticks', `\`${id}\``],
    ['angle brackets', `<${id}>`],
    ['dashes in its middle', '4bf92f3577b34da6-a3ce929d0e0e4736'],
    ['a prefix', `0x${id}`],
    ['a traceparent', `00-${id}-00f067aa0ba902b7-01`],
    ['a traceparent in capitals, with its name', `Traceparent: 00-${id.toUpperCase()}-00F067AA0BA902B7-01`],
    ['a traceparent of a later version', `cc-${id}-00f067aa0ba902b7-01-what-the-future-holds`],
    ['a quoted header of curl', `-H 'traceparent: 00-${id}-00f067aa0ba902b7-00'`],
    ['a log line', `{"level":"error","trace_id":"${id}","span_id":"00f067aa0ba902b7","message":"failed"}`],
    ['logfmt', `level=error traceID=${id} msg=failed`],
    ['a log line with another id of the same length', `session=${'0a'.repeat(16)} trace_id=${id}`],
    ["the viewer's address", `http://127.0.0.1:3000/trace/${id}`],
    ["Explore's address", `http://localhost:3000/explore?schemaVersion=1&panes=${explore}`],
    ["Explore's address, encoded again", encodeURIComponent(`http://localhost:3000/explore?panes=${explore}`)],
    ["Explore's address as it was before", `http://grafana/explore?left=["now-1h","now","Tempo",{"query":"${id}"}]`],
    ["Zipkin's address", `http://127.0.0.1:9411/zipkin/traces/${id}?serviceName=order`],
    ["Zipkin's query", `http://127.0.0.1:9411/zipkin/api/v2/trace/${id}`],
    ["Tempo's address", `http://tempo:3200/api/v2/traces/${id}`],
    ["Jaeger's address", `https://jaeger.example/trace/${id}?uiFind=x`],
    ['a response header', `x-trace-id: ${id}`],
  ])('%s', (_, text) => {
    expect(idIn(text)).toMatchObject({ trace: id, first: 'trace' });
  });

  it('16 digits, as older traces have them', () => {
    expect(idIn('00f067aa0ba902b7')).toMatchObject({ trace: '000000000000000000f067aa0ba902b7', first: 'trace' });
  });
});

describe('an id written as a UUID', () => {
  it.each([asUuid, asUuid.toUpperCase(), ` "${asUuid}" `, `order ${asUuid}`, `http://127.0.0.1:3001/orders/${asUuid}`])(
    'in %s is an order first, and may be a trace',
    (text) => {
      expect(idIn(text)).toEqual({ order: asUuid, trace: id, first: 'order' });
    },
  );

  it('may be an order though its dashes are left out', () => {
    expect(idIn(id)).toEqual({ order: asUuid, trace: id, first: 'trace' });
  });
});

describe('no id is found in', () => {
  it.each([
    ['nothing', ''],
    ['a word', 'latest'],
    ['too few digits', id.slice(1)],
    ['too many digits', `${id}0`],
    ['other letters', id.replace('4', 'g')],
    ['the id that means none', '0'.repeat(32)],
    ['two of them', `${id} ${id.replace('4', '5')}`],
    ['a broken encoding', '%zz%'],
  ])('%s', (_, text) => {
    expect(idIn(text)).toBeUndefined();
  });
});
