export interface Column {
  readonly title: string;
  readonly align?: 'left' | 'right';
}

/** Rows under titles, every column as wide as its widest cell. Cells may hold colours. */
export function columns(head: readonly Column[], rows: readonly (readonly string[])[]): string {
  const table = [head.map(({ title }) => title), ...rows];
  const widths = head.map((_, index) => Math.max(...table.map((row) => visibleLength(row[index] ?? ''))));
  return table
    .map((row) =>
      head
        .map(({ align }, index) => {
          const cell = row[index] ?? '';
          const gap = ' '.repeat((widths[index] ?? 0) - visibleLength(cell));
          return align === 'right' ? gap + cell : cell + gap;
        })
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** The escape sequences of colours and of links take no room. */
const visibleLength = (text: string) => text.replace(invisible, '').length;
// biome-ignore lint/suspicious/noControlCharactersInRegex: the escape character is what is looked for
const invisible = /\u001B\[[0-9;]*m|\u001B\]8;;[^\u001B]*\u001B\\/g;
