import { PrometheusStore } from '@sightline/stores';
import { parseUrl } from '../parse';
import type { Call, Option } from '../verb';

export interface PrometheusFlag {
  readonly prometheus?: string;
}

/** A release pipeline asks a Prometheus where no platform runs. */
export const prometheusOption: Option = {
  flags: '--prometheus <url>',
  description: 'the Prometheus to ask (default: that of the platform that runs here)',
  parse: parseUrl,
};

/** `patient`: for questions over much data, as long as Prometheus itself would work on one. */
export const chosenPrometheus = (
  { options, connect }: Call<PrometheusFlag>,
  { patient = false }: { patient?: boolean } = {},
) => {
  const url = options.prometheus ?? connect().addresses.url('prometheus');
  return new PrometheusStore({ url, ...(patient && { timeoutMs: 120_000 }) });
};
