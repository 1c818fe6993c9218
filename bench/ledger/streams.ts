import { createHash } from 'node:crypto';
import { InsistingSender } from './insisting-sender';

/** The service that the streams say they come from; the numbered service has a name of its own. */
export const streamed = 'ledger-streams';

/** Makes a span, a line, a sample of about 1 kB, so that a queue fills in seconds. */
const ballast = 'x'.repeat(600);

/** A stream of numbered spans, of lines and of samples, each sent by itself. */
export interface Streams {
  readonly spans: InsistingSender;
  readonly lines: InsistingSender;
  readonly samples: InsistingSender;
}

export function startStreams(otlpUrl: string, perSecond: number): Streams {
  const epoch = Date.now() - 60_000;
  const send = (signal: string, body: (first: number, last: number) => object) =>
    new InsistingSender({ url: `${otlpUrl}/v1/${signal}`, perSecond, body });
  return {
    spans: send('traces', spans),
    lines: send('logs', lines),
    samples: send('metrics', (first, last) => samples(first, last, epoch)),
  };
}

/** The number is the span id. The sampling goes by the trace id, and would keep all or none of those that follow one another. */
export const traceOfNumber = (number: number): string =>
  createHash('sha256').update(String(number)).digest('hex').slice(0, 32);
export const numberOfSpan = (spanId: string): number => Number.parseInt(spanId, 16);
const hex = (number: number, digits: number) => number.toString(16).padStart(digits, '0');

const spans = (first: number, last: number) => ({
  resourceSpans: [
    {
      resource,
      scopeSpans: [
        {
          spans: each(first, last, (number) => ({
            traceId: traceOfNumber(number),
            spanId: hex(number, 16),
            name: 'number',
            kind: 1,
            startTimeUnixNano: nanoseconds(),
            endTimeUnixNano: nanoseconds(),
            attributes: [text('ledger.ballast', ballast)],
            status: {},
          })),
        },
      ],
    },
  ],
});

const lines = (first: number, last: number) => ({
  resourceLogs: [
    {
      resource,
      scopeLogs: [
        {
          logRecords: each(first, last, (number) => ({
            timeUnixNano: nanoseconds(number),
            severityText: 'INFO',
            severityNumber: 9,
            body: { stringValue: `number ${number}` },
            attributes: [text('number', String(number)), text('ledger.ballast', ballast)],
          })),
        },
      ],
    },
  ],
});

/** One gauge whose value is the number: Prometheus knows a sample by its time. */
const samples = (first: number, last: number, epoch: number) => ({
  resourceMetrics: [
    {
      resource,
      scopeMetrics: [
        {
          metrics: [
            {
              name: 'ledger_number',
              gauge: {
                dataPoints: each(first, last, (number) => ({
                  timeUnixNano: sampleTime(epoch + number),
                  asDouble: number,
                })),
              },
            },
          ],
        },
      ],
    },
  ],
});

const each = <T>(first: number, last: number, make: (number: number) => T): T[] =>
  Array.from({ length: last - first + 1 }, (_, index) => make(first + index));

const text = (key: string, stringValue: string) => ({ key, value: { stringValue } });

const resource = {
  attributes: [text('service.name', streamed), text('service.instance.id', `${streamed}-1`)],
};

/** Those of a millisecond are told apart by their number, as pino's lines are. */
const nanoseconds = (number = 0) => String(BigInt(Date.now()) * 1_000_000n + BigInt(number % 1_000) * 1_000n);

/** A millisecond apart from one another, in their order, whenever they are sent. */
const sampleTime = (milliseconds: number) => String(BigInt(milliseconds) * 1_000_000n);
