import type { Ratio } from './statistics';

/** Rows of cells under columns; a cell is text as it is to be read. */
export interface Table {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** @throws {RangeError} when a row has not as many cells as there are columns. */
export function markdownTable({ title, columns, rows }: Table): string {
  const odd = rows.find((row) => row.length !== columns.length);
  if (odd) throw new RangeError(`the table "${title}" has ${columns.length} columns, a row ${odd.length} cells`);
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replace(/\|/g, '\\|')).join(' | ')} |`;
  return [`## ${title}`, '', line(columns), line(columns.map(() => '---')), ...rows.map(line)].join('\n');
}

/** Three significant digits, thousands apart: `12,300`, `4.56`. */
export function figure(value: number, digits = 3): string {
  if (!Number.isFinite(value)) return 'none';
  return Number(value.toPrecision(digits)).toLocaleString('en', { maximumFractionDigits: 6 });
}

/** `0.75 (0.73 to 0.77)`. */
export const ratio = ({ mean, low, high }: Ratio): string =>
  `${mean.toFixed(2)} (${low.toFixed(2)} to ${Number.isFinite(high) ? high.toFixed(2) : '∞'})`;
