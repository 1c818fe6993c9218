import { alertLabels, labels as conventional, recordedLabels } from '../conventions';
import { isForSloth } from '../model';
import { isSafeName } from '../parse/naming';
import type { Finding } from '../parse/reporter';
import type { Lint } from './lint';

/** Names become label values and parts of group names. */
export const namesAreSafe: Lint = ({ slo }) =>
  Object.entries({ id: slo.id, name: slo.name, service: slo.service })
    .filter(([, value]) => !isSafeName(value))
    .map(([what, value]) => ({
      code: 'name',
      path: [],
      reason: `the ${what} ${JSON.stringify(value)} is not accepted`,
      hint: 'Letters, digits, dots, dashes and underscores, two at least; a letter or a digit at both ends.',
    }));

const theRulesOwn = [...recordedLabels, ...alertLabels];

/** A label that the rules write themselves would be lost, or make two alerts one. */
export const labelsAreFree: Lint = (subject) => [
  ...labelsOfSlo(subject),
  ...labelsOfAlerts(subject),
  ...groupLabels(subject),
];

const labelsOfSlo: Lint = ({ slo, dialect }) =>
  Object.keys(slo.labels).flatMap((label): Finding[] => {
    const path = !isForSloth(slo) ? ['metadata', 'labels', label] : ['labels', label];
    const wrong = unusable(label);
    if (wrong || recordedLabels.includes(label) || label === 'alertname' || label === 'alertstate')
      return [refusal(label, path, wrong)];
    if (dialect === 'sloth' || ![...alertLabels, conventional.alertService].includes(label)) return [];
    // A Sloth file means its recording rules alone: its alerts have labels of their own.
    return !isForSloth(slo)
      ? [refusal(label, path)]
      : [
          {
            code: 'label',
            severity: 'warning',
            path,
            reason: `the label ${label} is on the recorded series; the alerts write their own ${label} over it`,
            hint: 'Give it another name where it should be seen on the alerts.',
          },
        ];
  });

const labelsOfAlerts: Lint = ({ slo, dialect }) =>
  (['page', 'ticket'] as const).flatMap((urgency) => {
    const own = Object.keys(slo.alerts[urgency]?.labels ?? {});
    const taken =
      dialect === 'sloth'
        ? [...recordedLabels, conventional.slothSeverity, 'alertname', 'alertstate']
        : theRulesOwn.filter((label) => label !== conventional.severity && label !== conventional.notify);
    return own
      .filter((label) => unusable(label) || taken.includes(label))
      .map((label) => refusal(label, ['alerting', `${urgency}_alert`, 'labels', label], unusable(label)));
  });

const groupLabels: Lint = ({ slo, dialect }) => {
  const taken = dialect === 'sloth' ? recordedLabels : theRulesOwn;
  const path = !isForSloth(slo)
    ? ['metadata', 'annotations', 'sightline.dev/group-by']
    : ['sli', 'events', 'error_query'];
  const own = [slo.labels, slo.alerts.page?.labels ?? {}, slo.alerts.ticket?.labels ?? {}].flatMap(Object.keys);
  return slo.groupBy
    .filter((label) => taken.includes(label) || own.includes(label))
    .map((label) => ({
      code: 'label',
      path,
      reason: `the groups are told apart by ${label}, which ${own.includes(label) ? 'the SLO itself gives as a label' : 'the rules write themselves'}: all groups would become one`,
      hint: `Give the label another name in both queries: sum by (group) (label_replace(increase(...[{{.window}}]), "group", "$1", "${label}", "(.*)")).`,
    }));
};

const unusable = (label: string) =>
  label === '' || label.startsWith('__') ? "Names with two underscores are Prometheus' own." : undefined;

const refusal = (label: string, path: readonly string[], why?: string): Finding => ({
  code: 'label',
  path,
  reason: `the label ${label || 'without a name'} cannot be given`,
  hint: why ?? 'The rules write it themselves: choose another name.',
});
