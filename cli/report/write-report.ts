import { writeFileSync } from 'node:fs';
import { page, type Report } from '@sightline/traffic';

/** Writes the page, and beside it the same for programs. @returns both files. */
export function writeReport(report: Report, file: string): { page: string; json: string } {
  const json = file.replace(/\.html$/, '.json');
  writeFileSync(file, page(report));
  writeFileSync(json, `${JSON.stringify(report)}\n`);
  return { page: file, json };
}
