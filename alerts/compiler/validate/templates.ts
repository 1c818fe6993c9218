import type { DialectName } from '../dialect';
import { templateProblem } from '../go-template';
import { isForSloth } from '../model';
import type { Finding } from '../parse/reporter';
import { withoutExtras } from '../parse/sloth-extras';
import type { Labels } from '../rules';
import type { Lint } from './lint';

/** The labels and annotations that a Sloth file gives to its alerts are templates of Prometheus, and must be. */
export const templatesAreTemplates: Lint = ({ slo, dialect }) => {
  if (!isForSloth(slo)) return [];
  const findings = (['page', 'ticket'] as const).flatMap((urgency) =>
    (['labels', 'annotations'] as const).flatMap((kind) =>
      Object.entries(shown(slo.alerts[urgency]?.[kind] ?? {}, dialect)).flatMap(([name, text]): Finding[] => {
        const problem = templateProblem(text);
        return problem
          ? [
              {
                code: 'template',
                path: ['alerting', kind, name],
                reason: `the ${kind === 'labels' ? 'label' : 'annotation'} ${name} is no template of Prometheus: ${problem}`,
                hint: 'Write {{ $labels.name }} or {{ $value }}; for two braces as they are, {{ "{{" }}.',
              },
            ]
          : [];
      }),
    ),
  );
  return [...new Map(findings.map((finding) => [finding.reason, finding])).values()];
};

/** The dialect `sloth` writes ours as Sloth does, as annotations like others. */
const shown = (texts: Labels, dialect: DialectName) => (dialect === 'sloth' ? texts : withoutExtras(texts));
