import { type EventDetails, OpenFeature, ProviderEvents } from '@openfeature/server-sdk';
import {
  currentTraceId,
  emit,
  liftGuard,
  logEvents,
  recordFlagEvaluation,
  startTelemetry,
} from '@sightline/observability';
import { FlagProvider } from './flag-provider';
import { onFault } from './on-fault';
import { requestFaults } from './request-faults';
import type { FaultConfig } from './settings';

/** From here on flags and headers decide which way work is done; nothing happens where faults are not allowed. */
export function startFaults({ SIGHTLINE_FAULTS, FLAGS_URL }: FaultConfig): void {
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
  onFault('log-flood', (on) => liftGuard('log rate', on));
  onFault('high-cardinality', (on) => liftGuard('label values', on));
  OpenFeature.addHandler(ProviderEvents.ConfigurationChanged, tellChanges);
  OpenFeature.setProvider(new FlagProvider(FLAGS_URL));
}

function tellChanges(details: EventDetails | undefined): void {
  for (const [key, on] of Object.entries(details?.metadata ?? {}))
    emit(logEvents.flagChanged, { 'feature_flag.key': key, 'feature_flag.result.variant': on ? 'on' : 'off' });
}
