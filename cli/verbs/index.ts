import type { Verb } from '../verb';
import { alertListVerb } from './alert-list';
import { alertTestVerb } from './alert-test';
import { certificatesVerb } from './certificates';
import { costVerb } from './cost';
import { dashboardsCheckVerb } from './dashboards-check';
import { dlqListVerb } from './dlq-list';
import { dlqReplayVerb } from './dlq-replay';
import { doctorVerb } from './doctor';
import { downVerb } from './down';
import { faultListVerb } from './fault-list';
import { faultRunVerb } from './fault-run';
import { freshnessVerb } from './freshness';
import { incidentListVerb } from './incident-list';
import { incidentRunVerb } from './incident-run';
import { incidentStartVerb } from './incident-start';
import { incidentStopVerb } from './incident-stop';
import { keyAddVerb } from './key-add';
import { keyListVerb } from './key-list';
import { keyRemoveVerb } from './key-remove';
import { keyRotateVerb } from './key-rotate';
import { loadVerb } from './load';
import { newServiceVerb } from './new-service';
import { orderCreateVerb } from './order-create';
import { orderGetVerb } from './order-get';
import { platformCheckVerb } from './platform-check';
import { platformListVerb } from './platform-list';
import { platformShowVerb } from './platform-show';
import { platformTrustVerb } from './platform-trust';
import { reportVerb } from './report';
import { restartVerb } from './restart';
import { scoreVerb } from './score';
import { sloVerb } from './slo';
import { sloBacktestVerb } from './slo-backtest';
import { sloCompileVerb } from './slo-compile';
import { sloExplainVerb } from './slo-explain';
import { sloGateVerb } from './slo-gate';
import { sloLintVerb } from './slo-lint';
import { statusVerb } from './status';
import { traceVerb } from './trace';
import { upVerb } from './up';
import { validateVerb } from './validate';
import { whyVerb } from './why';

/** In the order in which --help lists them. */
export const verbs: readonly Verb[] = [
  upVerb,
  statusVerb,
  traceVerb,
  whyVerb,
  orderCreateVerb,
  orderGetVerb,
  doctorVerb,
  scoreVerb,
  freshnessVerb,
  costVerb,
  dashboardsCheckVerb,
  platformListVerb,
  platformShowVerb,
  platformCheckVerb,
  platformTrustVerb,
  sloVerb,
  sloCompileVerb,
  sloLintVerb,
  sloExplainVerb,
  sloBacktestVerb,
  sloGateVerb,
  alertListVerb,
  alertTestVerb,
  loadVerb,
  validateVerb,
  reportVerb,
  incidentListVerb,
  incidentRunVerb,
  incidentStartVerb,
  incidentStopVerb,
  faultListVerb,
  faultRunVerb,
  dlqListVerb,
  dlqReplayVerb,
  newServiceVerb,
  keyListVerb,
  keyAddVerb,
  keyRotateVerb,
  keyRemoveVerb,
  certificatesVerb,
  restartVerb,
  downVerb,
];

export const groups = {
  platform: 'which platforms there are, and what each makes possible',
  order: 'place and look at orders',
  dashboards: 'the dashboards as code',
  alert: 'alerts, and the proof that they arrive',
  incident: 'things that go wrong on purpose',
  fault: 'things done to it from outside, that nothing here knows of',
  new: 'what is added to this repository by a command',
  dlq: 'messages that were set aside',
  key: 'who may do what',
};
