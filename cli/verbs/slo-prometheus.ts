import { PrometheusStore } from '@sightline/stores';
import type { Connections } from '../connections';
import { parseUrl } from '../parse';
import type { Call, Option } from '../verb';

export interface PrometheusFlag {
  readonly prometheus?: string;
}

/** A release pipeline asks a Prometheus where no platform runs. */
export const prometheusOption: Option = {
  flags: '--prometheus <url>',
  description: 'the Prometheus to ask in place of a platform',
  parse: parseUrl,
};

const patientMs = 120_000;

export interface ChosenPrometheus {
  readonly metrics: PrometheusStore;
  /** Undefined where --prometheus names a Prometheus alone. */
  readonly platform?: Connections;
}

/**
 * `patient`: for questions over much data, as long as Prometheus itself would work on one. One that hangs is found out before, by a question
 * that costs nothing.
 */
export async function chosenPrometheus(
  { options, connect }: Call<PrometheusFlag>,
  { patient = false }: { patient?: boolean } = {},
): Promise<ChosenPrometheus> {
  const { prometheus: url } = options;
  const platform = url === undefined ? await connect() : undefined;
  const usual = platform?.metrics ?? new PrometheusStore(url ?? '');
  if (!patient) return { metrics: usual, ...(platform && { platform }) };
  await usual.about();
  if (platform) return { metrics: platform.waiting(patientMs).metrics, platform };
  return { metrics: new PrometheusStore({ url: url ?? '', timeoutMs: patientMs }) };
}
