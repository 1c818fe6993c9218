import { Html, html } from './html';

type Cell = string | number | Html;

export interface Column {
  readonly title: string;
  readonly align?: 'right';
}

export const right = (title: string): Column => ({ title, align: 'right' });
export const left = (title: string): Column => ({ title });

export function table(head: readonly Column[], rows: readonly (readonly Cell[])[]): Html {
  const kind = (index: number) => new Html(head[index]?.align === 'right' ? ' class="number"' : '');
  return html`<table>
    <thead><tr>${head.map(({ title }, index) => html`<th${kind(index)}>${title}</th>`)}</tr></thead>
    <tbody>${rows.map((row) => html`<tr>${row.map((cell, index) => html`<td${kind(index)}>${cell}</td>`)}</tr>`)}</tbody>
  </table>`;
}
