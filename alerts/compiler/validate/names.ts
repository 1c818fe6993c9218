import { labels as conventional } from '../conventions';
import { isSafeName } from '../parse/naming';
import type { Lint } from './lint';

const reserved: readonly string[] = [
  conventional.id,
  conventional.slo,
  conventional.service,
  conventional.window,
  conventional.version,
  conventional.mode,
  conventional.spec,
  conventional.objective,
];

/** Names become label values and parts of group names; labels must be what Prometheus takes. */
export const namesAreSafe: Lint = ({ slo }) => [
  ...Object.entries({ id: slo.id, name: slo.name, service: slo.service })
    .filter(([, value]) => !isSafeName(value))
    .map(([what, value]) => ({
      code: 'name',
      path: [],
      reason: `the ${what} ${JSON.stringify(value)} is not accepted`,
      hint: 'Letters, digits, dots, dashes and underscores; a letter or a digit at both ends.',
    })),
  ...Object.keys(slo.labels)
    .filter((label) => reserved.includes(label) || label.startsWith('__') || !/^[a-zA-Z_]\w*$/.test(label))
    .map((label) => ({
      code: 'label',
      path: [],
      reason: `the label ${label} cannot be given`,
      hint: reserved.includes(label)
        ? 'The compiler writes it itself.'
        : 'Label names have letters, digits and underscores.',
    })),
];
