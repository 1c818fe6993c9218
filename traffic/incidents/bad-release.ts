import type { Incident } from './incident';

export const badRelease: Incident = {
  name: 'bad-release',
  title: 'A release with a mistake',
  explanation:
    'A new version of the order service is rolled out. It trusts data that it did not check, and every third ' +
    'order fails with a 500. Nothing else has changed: same traffic, same database, same bank.',
  cause: { kind: 'release', service: 'order', version: '0.2.0', flag: 'bad-release' },
  load: { request: 'order', perSecond: 4 },
  symptom: {
    alerts: ['NewVersionFailing', 'HighErrorRate', 'OrderAvailabilityBudgetBurn'],
    slo: 'order-availability',
    panel: { dashboard: 'sightline-incident', panel: 'Running versions' },
    evidence: {
      signal: 'log',
      query: '{service_name="order"} | event="http.request.failed" | service_version="0.2.0"',
      message: 'The same error again and again, and only from the version that is new',
    },
    withinSeconds: 150,
  },
  mend:
    'Roll back first, then read the stack: it names the line. Release to a share of the traffic, and compare the ' +
    'versions before the rest follows.',
};
