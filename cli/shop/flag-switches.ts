import { logEvents } from '@sightline/catalogue';
import type { LokiStore } from '@sightline/stores';

/** A service has heard that a feature flag was switched. */
export interface FlagSwitch {
  readonly flag: string;
  readonly on: boolean;
  readonly at: Date;
  readonly service: string;
}

export const flagSwitchesQuery = `{service_name=~".+"} | event="${logEvents.flagChanged.name}"`;

/** The oldest first. */
export async function flagSwitches(
  logs: Pick<LokiStore, 'query'>,
  times: { readonly since: Date; readonly until: Date },
): Promise<FlagSwitch[]> {
  const lines = await logs.query(flagSwitchesQuery, times);
  return lines.map(({ metadata, labels, timeUnixNano }) => ({
    flag: metadata.feature_flag_key ?? 'unknown',
    on: metadata.feature_flag_result_variant !== 'off',
    at: new Date(Number(timeUnixNano / 1_000_000n)),
    service: labels.service_name ?? 'unknown',
  }));
}
