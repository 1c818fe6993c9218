import { BackendError, type OtlpSender, type OtlpSignal } from '@sightline/stores';
import type { Probe } from './probe';
import { probeMessages } from './probe-messages';

/** Why a signal was not taken in; undefined when it was. */
export type Taken = Readonly<Record<OtlpSignal, string | undefined>>;

/** Sends all that a probe is. A receiver may take one signal and not another. */
export async function sendProbe(probe: Probe, otlp: Pick<OtlpSender, 'send'>): Promise<Taken> {
  const messages = probeMessages(probe);
  const send = (signal: OtlpSignal) =>
    otlp.send(signal, messages[signal]).then(
      () => undefined,
      (error: unknown) => {
        if (error instanceof BackendError) return error.message;
        throw error;
      },
    );
  const [traces, logs, metrics] = await Promise.all([send('traces'), send('logs'), send('metrics')]);
  return { traces, logs, metrics };
}
