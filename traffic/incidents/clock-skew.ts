import type { Incident } from './incident';

export const clockSkew: Incident = {
  name: 'clock-skew',
  title: 'Two clocks that disagree',
  explanation:
    'The clock of payment runs five seconds ahead. Its spans begin after those they caused have ended, its log ' +
    'lines stand in the wrong place, and deadlines that one service sets and another one checks are off. Nothing ' +
    'fails, and every picture lies.',
  cause: { kind: 'flag', flag: 'clock-skew' },
  load: { request: 'order', perSecond: 2 },
  symptom: {
    alerts: ['ClockSkew'],
    panel: { dashboard: 'sightline-order-journey', panel: 'In which hop (p95)' },
    evidence: {
      signal: 'metric',
      query: 'max by (messaging_destination_name) (messaging_clock_skew_seconds) > 2',
      message: 'Messages come from the future: they were sent later than they are read',
    },
    withinSeconds: 120,
  },
  mend:
    'Let all machines follow the same time (NTP, chrony) and alert on their offset. Measure durations with one ' +
    'clock: a monotonic one.',
};
