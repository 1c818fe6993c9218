import { type EventDetails, OpenFeature, ProviderEvents } from '@openfeature/server-sdk';
import { KeyFile } from '@sightline/access';
import { logEvents } from '@sightline/catalogue';
import { currentTraceId, emit, recordFlagEvaluation, startTelemetry } from '@sightline/observability';
import { FlagProvider } from './flag-provider';
import { liftLimits } from './lift-limits';
import { carryFaults, requestFaults } from './request-faults';
import type { FaultConfig } from './settings';

/** From here on flags and headers decide which way work is done; nothing happens where faults are not allowed. */
export function startFaults({ SIGHTLINE_FAULTS, FLAGS_URL, FLAGS_API_KEY_FILE: keyFile }: FaultConfig): void {
  if (SIGHTLINE_FAULTS === 'off') return;
  const { resource } = startTelemetry();
  OpenFeature.setContext({
    'service.name': resource['service.name'],
    'service.version': resource['service.version'],
  });
  // All that follows from one request is in the same share: the trace is what is chosen.
  OpenFeature.setTransactionContextPropagator({
    getTransactionContext: () => ({ targetingKey: currentTraceId() ?? '', faults: [...requestFaults()] }),
    setTransactionContext: (_context, work, ...args) => void work(...args),
  });
  OpenFeature.addHooks({
    after: ({ flagKey }, { value, variant }) => {
      if (value === true) recordFlagEvaluation({ key: flagKey, variant });
    },
  });
  carryFaults();
  liftLimits();
  OpenFeature.addHandler(ProviderEvents.ConfigurationChanged, tellChanges);
  OpenFeature.setProvider(new FlagProvider(FLAGS_URL, keyFile === undefined ? undefined : new KeyFile(keyFile)));
}

function tellChanges(details: EventDetails | undefined): void {
  for (const [key, on] of Object.entries(details?.metadata ?? {}))
    emit(logEvents.flagChanged, { 'feature_flag.key': key, 'feature_flag.result.variant': on ? 'on' : 'off' });
}
