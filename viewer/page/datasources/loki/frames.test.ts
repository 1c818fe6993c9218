import { describe, expect, it } from 'vitest';
import { annotationFrame } from './annotation-frame';
import { logsFrame, type Stream } from './logs-frame';

const streams: Stream[] = [
  {
    stream: { service_name: 'order' },
    values: [['1700000000000000001', 'first', { structuredMetadata: { trace_id: 't1' } }]],
  },
  { stream: { service_name: 'payment' }, values: [['1700000001000000000', 'second']] },
];

describe('an answer of Loki', () => {
  it('gives all lines in one frame, newest first, each with its labels and structured metadata', () => {
    const frame = logsFrame(streams, 'A');
    const column = (name: string) => frame.fields.find((field) => field.name === name)?.values;
    expect(column('Line')).toEqual(['second', 'first']);
    expect(column('Time')).toEqual([1_700_000_001_000, 1_700_000_000_000]);
    expect(column('labels')).toEqual([{ service_name: 'payment' }, { service_name: 'order', trace_id: 't1' }]);
  });

  it('marks each line of an annotation with what its formats say', () => {
    const annotation = {
      name: 'Incidents',
      enable: true,
      iconColor: 'red',
      titleFormat: '{{service_name}}',
      tagKeys: 'service_name,trace_id',
    };
    const frame = annotationFrame(streams, annotation);
    expect(frame.fields.map(({ name, values }) => [name, values[0]])).toEqual([
      ['time', 1_700_000_000_000],
      ['title', 'order'],
      ['text', 'first'],
      ['tags', ['order', 't1']],
    ]);
  });
});
