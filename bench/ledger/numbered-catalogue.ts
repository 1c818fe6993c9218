import { defineCatalogue, logEventOf, spanOf } from '@sightline/observability';

/** What the numbered service emits: the number is on each span and each line. */
export const numbered = defineCatalogue({
  name: 'ledger',
  metrics: {},
  spans: {
    step: spanOf({ name: 'step', description: 'One number', kind: 'internal', attributes: ['ledger.number'] }),
  },
  attributes: { 'ledger.number': { type: 'int', description: 'The number of this span or line, from 1' } },
  logEvents: {
    step: logEventOf({
      name: 'ledger.step',
      level: 'info',
      message: 'A number',
      description: 'One number',
      attributes: ['ledger.number'],
    }),
  },
});
