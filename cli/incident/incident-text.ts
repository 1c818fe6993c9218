import type { Cause, Incident } from '@sightline/traffic';
import { columns } from '../terminal/columns';

/** `on` are those that are on now. */
export function incidentsText(incidents: readonly Incident[], on: readonly Incident[]): string {
  const head = ['incident', 'what goes wrong', 'cause', 'alert', 'within'].map((title) => ({ title }));
  const rows = incidents.map(({ name, title, cause, symptom }) => [
    name,
    title,
    causeText(cause),
    symptom.silence ? `silence of ${symptom.alerts[0]}` : symptom.alerts[0],
    `${symptom.withinSeconds} s`,
  ]);
  return [columns(head, rows), ...on.map(({ name }) => `${name} is on: end it with sightline incident stop`)].join(
    '\n',
  );
}

/** All that is known of one. */
export function incidentText({ title, explanation, cause, load, symptom, mend }: Incident): string {
  const { alerts, slo, panel, evidence } = symptom;
  return [
    title,
    '',
    explanation,
    '',
    `Cause     ${causeText(cause)}`,
    `Traffic   ${load ? `${load.perSecond} × ${load.request} a second, besides the shoppers` : 'the shoppers are enough'}`,
    `Alerts    ${symptom.silence ? 'the silence of ' : ''}${alerts.join(', ')}, within ${symptom.withinSeconds} s`,
    ...(slo ? [`SLO       ${slo}`] : []),
    `Panel     ${panel.panel}, in ${panel.dashboard}`,
    `Evidence  ${evidence.message}`,
    `          ${evidence.signal}: ${typeof evidence.query === 'string' ? evidence.query : JSON.stringify(evidence.query)}`,
    `To mend   ${mend}`,
  ].join('\n');
}

function causeText(cause: Cause): string {
  switch (cause.kind) {
    case 'flag':
      return `flag ${cause.flag}`;
    case 'bank':
      return 'behaviour of the bank';
    case 'component':
      return `${cause.operation} ${cause.component}`;
    case 'release':
      return `${cause.service} ${cause.version}`;
  }
}
