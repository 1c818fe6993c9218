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

/** `patient`: for questions over much data, as long as Prometheus itself would work on one. */
export async function chosenPrometheus(
  { options, connect }: Call<PrometheusFlag>,
  { patient = false }: { patient?: boolean } = {},
): Promise<ChosenPrometheus> {
  if (options.prometheus !== undefined)
    return { metrics: new PrometheusStore({ url: options.prometheus, ...(patient && { timeoutMs: patientMs }) }) };
  const platform = await connect();
  return { metrics: (patient ? platform.within(patientMs) : platform).metrics, platform };
}
