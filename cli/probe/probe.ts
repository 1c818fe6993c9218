import { randomBytes } from 'node:crypto';

/** The services that a probe pretends to be: one asks the other. */
export const probeServices = { caller: 'sightline-probe-caller', callee: 'sightline-probe-callee' } as const;
export type ProbeService = (typeof probeServices)[keyof typeof probeServices];

/** As they are sent; a store may write them in another way (`sightline_probe_requests_total`). */
export const probeMetrics = { requests: 'sightline.probe.requests', duration: 'sightline.probe.duration' } as const;

export interface ProbeSpan {
  readonly spanId: string;
  readonly parent?: string;
  readonly service: ProbeService;
  readonly name: string;
  /** The enum of OTLP: 1 internal, 2 server, 3 client. */
  readonly kind: 1 | 2 | 3;
  /** From and to, in milliseconds since the probe began. */
  readonly ms: readonly [number, number];
}

export interface ProbeLine {
  readonly service: ProbeService;
  readonly spanId: string;
  readonly text: string;
  readonly ms: number;
}

/** One request from one service to another, as telemetry: it is made up, sent once, and looked for. */
export interface Probe {
  /** Tells its lines from those of other probes. */
  readonly id: string;
  readonly traceId: string;
  readonly began: Date;
  readonly spans: readonly [ProbeSpan, ProbeSpan, ProbeSpan, ProbeSpan];
  readonly lines: readonly ProbeLine[];
  /** What the counter and the histogram have counted so far. It only grows, from one probe to the next, without anybody keeping it. */
  readonly count: number;
}

/** What is counted began here: a second is a request. */
const countedSince = Date.parse('2026-01-01T00:00:00Z');

const id = (bytes: number) => randomBytes(bytes).toString('hex');

/** @param began a moment ago: a probe that lies in the future is one that no store shows */
export function makeProbe(began = new Date(Date.now() - 200)): Probe {
  const { caller, callee } = probeServices;
  const [asked, asks, answers, works] = [id(8), id(8), id(8), id(8)];
  const probe = id(4);
  const line = (service: ProbeService, spanId: string, ms: number): ProbeLine => ({
    service,
    spanId,
    ms,
    text: `probe ${probe}: ${service === caller ? 'asks' : 'answers'}`,
  });
  return {
    id: probe,
    traceId: id(16),
    began,
    spans: [
      { spanId: asked, service: caller, name: 'GET /probe', kind: 2, ms: [0, 40] },
      { spanId: asks, parent: asked, service: caller, name: 'POST', kind: 3, ms: [5, 35] },
      { spanId: answers, parent: asks, service: callee, name: 'POST /work', kind: 2, ms: [8, 32] },
      { spanId: works, parent: answers, service: callee, name: 'work', kind: 1, ms: [10, 30] },
    ],
    lines: [line(caller, asked, 4), line(callee, answers, 20)],
    count: Math.floor((began.getTime() - countedSince) / 1000),
  };
}

export const endOf = ({ began }: Probe) => new Date(began.getTime() + 40);
