import type { OtlpSignal } from '@sightline/stores';
import type { Finding } from '../finding';
import type { ProbeExamination } from './examination';

const signals: readonly OtlpSignal[] = ['traces', 'logs', 'metrics'];

/** The receiver took in each signal of the probe. */
export const checkTaken = ({ taken }: Pick<ProbeExamination, 'taken'>): Finding[] =>
  signals.map((signal): Finding => {
    const refusal = taken[signal];
    const hop = `OTLP ${signal} taken`;
    if (refusal === undefined) return { hop, state: 'ok', detail: 'by the receiver' };
    const next = `the collector's log, and its configuration: the otlp receiver with http, in a pipeline of ${signal}`;
    const lines = [
      'receivers:',
      '  otlp:',
      '    protocols: { http: { endpoint: 127.0.0.1:4318 } }',
      'service:',
      '  pipelines:',
      `    ${signal}: { receivers: [otlp], exporters: [...] }`,
    ];
    return { hop, state: 'broken', detail: refusal, next, lines };
  });
