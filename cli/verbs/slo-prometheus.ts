import { PrometheusStore } from '../backends';
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

export const chosenPrometheus = ({ options, connect }: Call<PrometheusFlag>) =>
  options.prometheus === undefined ? connect().metrics : new PrometheusStore(options.prometheus);
