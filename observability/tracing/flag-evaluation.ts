import { trace } from '@opentelemetry/api';
import { metrics } from '../catalogue/library';
import { counter } from '../metrics/counter';

/** Which variant a feature flag gave. */
export interface FlagEvaluation {
  readonly key: string;
  readonly variant: string | undefined;
}

/**
 * Notes on the active span that a flag took the work another way than usual, as attributes and as the event of the semantic
 * conventions. https://opentelemetry.io/docs/specs/semconv/feature-flags/feature-flags-events/
 */
export function recordFlagEvaluation({ key, variant = 'unknown' }: FlagEvaluation): void {
  const attributes = { 'feature_flag.key': key, 'feature_flag.result.variant': variant };
  const span = trace.getActiveSpan();
  span?.setAttributes(attributes);
  span?.addEvent('feature_flag.evaluation', attributes);
  counter(metrics.flagEvaluations).inc({ feature_flag_key: key, feature_flag_result_variant: variant });
}
