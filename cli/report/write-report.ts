import { writeFileSync } from 'node:fs';
import type { Report } from '@sightline/traffic';

/** Writes the page, and beside it the same for programs. @returns both files. */
export async function writeReport(report: Report, file: string): Promise<{ page: string; json: string }> {
  // Charts take a tenth of a second to load, which no other command need wait for.
  const { page } = await import('@sightline/traffic/report-page');
  const json = file.replace(/\.html$/, '.json');
  writeFileSync(file, page(report));
  writeFileSync(json, `${JSON.stringify(report)}\n`);
  return { page: file, json };
}
