import { writeFileSync } from 'node:fs';
import type { Report } from '@sightline/traffic';
import type { ReportFiles } from './report-files';

/** Writes the page, and beside it the same for programs. */
export async function writeReport(report: Report, { page: file, json }: ReportFiles): Promise<void> {
  // Charts take a tenth of a second to load, which no other command need wait for.
  const { page } = await import('@sightline/traffic/report-page');
  writeFileSync(file, page(report));
  writeFileSync(json, `${JSON.stringify(report)}\n`);
}
