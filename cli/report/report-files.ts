import { resolve } from 'node:path';
import { usageError } from '../cli-error';

export interface ReportFiles {
  readonly page: string;
  /** The same for programs. */
  readonly json: string;
}

/**
 * Where a report on these runs goes: beside the last of them, unless somebody wants it elsewhere.
 *
 * @throws {CliError} USAGE when it is no page, or when what is beside the page would take the place of a run.
 */
export function reportFiles(runs: readonly string[], out?: string): ReportFiles {
  if (out !== undefined && !out.endsWith('.html')) throw usageError(`"${out}" is no page: give a file ending in .html`);
  const page = out ?? `${runs.at(-1)?.replace(/\.json$/, '')}.report.html`;
  const json = page.replace(/\.html$/, '.json');
  if (runs.some((run) => resolve(run) === resolve(json)))
    throw usageError(`${json}, which goes beside ${page}, is the run itself: give the page another name`);
  return { page, json };
}
