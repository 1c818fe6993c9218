import { PrometheusStore } from '@sightline/stores';
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

/** `patient`: for questions over much data, as long as Prometheus itself would work on one. */
export const chosenPrometheus = async (
  { options, connect }: Call<PrometheusFlag>,
  { patient = false }: { patient?: boolean } = {},
) => {
  if (options.prometheus !== undefined)
    return new PrometheusStore({ url: options.prometheus, ...(patient && { timeoutMs: patientMs }) });
  const platform = await connect();
  return (patient ? platform.within(patientMs) : platform).metrics;
};
