import { type GetFieldDisplayValuesOptions, getFieldDisplayValues, type PanelProps } from '@grafana/data';
import { config } from '@grafana/runtime';
import type { SingleStatBaseOptions } from '@grafana/schema';

type Reduced = Pick<
  PanelProps<SingleStatBaseOptions>,
  'data' | 'options' | 'fieldConfig' | 'replaceVariables' | 'timeZone'
>;

/** What a panel of single values shows: every series (or row) brought down to one value, with unit, colour and links. */
export const reducedValues = (
  { data, options, fieldConfig, replaceVariables, timeZone }: Reduced,
  extras: Pick<GetFieldDisplayValuesOptions, 'sparkline' | 'percentChange'> = {},
) =>
  getFieldDisplayValues({
    fieldConfig,
    reduceOptions: options.reduceOptions,
    replaceVariables,
    theme: config.theme2,
    data: data.series,
    timeZone,
    ...extras,
  });
