import { annotationPrefix } from '../conventions';
import type { Labels } from '../rules';
import { annotationsSchema, type Extras, extrasOf } from './annotations';
import type { Reporter } from './reporter';
import type { Path } from './yaml-source';

/**
 * What Sloth has no words for, said where its format has a place for any text: `alerting.annotations`. To Sloth they are annotations
 * like others.
 */
export function readExtras(annotations: Labels, path: Path, reporter: Reporter): Extras {
  const ours = Object.fromEntries(Object.entries(annotations).filter(([name]) => name.startsWith(annotationPrefix)));
  const reading = annotationsSchema.safeParse(ours);
  for (const issue of reading.error?.issues ?? []) {
    const names = issue.code === 'unrecognized_keys' ? issue.keys : [String(issue.path[0])];
    const [reason = '', hint] = issue.message.split('\n');
    for (const name of names)
      reporter.add({
        code: 'annotation',
        path: [...path, name],
        reason: issue.code === 'unrecognized_keys' ? `${name} is not known here` : reason,
        hint:
          issue.code === 'unrecognized_keys'
            ? `Known: ${(JSON.parse(issue.message) as string[]).join(', ')}.`
            : (hint ?? ''),
      });
  }
  return extrasOf(reading.data);
}

/** The annotations that people are to read. */
export const withoutExtras = (annotations: Labels): Labels =>
  Object.fromEntries(Object.entries(annotations).filter(([name]) => !name.startsWith(annotationPrefix)));
