import { counterOf, logEventOf, open } from './declare';
import { defineCatalogue } from './define';

/** Feature flags that take work another way than usual. Names follow the feature-flag semantic conventions. */
export const flags = defineCatalogue({
  name: 'flags',
  metrics: {
    flagEvaluations: counterOf({
      name: 'feature_flag_evaluations_total',
      description: 'Times a flag took work another way than usual',
      unit: '{evaluation}',
      labels: { feature_flag_key: open(32, 'new-checkout'), feature_flag_result_variant: open(4, 'on') },
    }),
  },
  attributes: {
    'feature_flag.key': { type: 'string', description: 'The flag that took the work another way than usual' },
    'feature_flag.result.variant': { type: 'string', description: 'The variant it chose' },
  },
  logEvents: {
    flagChanged: logEventOf({
      name: 'feature_flag.changed',
      level: 'warn',
      message: 'A feature flag was switched',
      description: 'What the service does differently from here on; see feature_flag.key',
      attributes: ['feature_flag.key', 'feature_flag.result.variant'],
    }),
  },
});
