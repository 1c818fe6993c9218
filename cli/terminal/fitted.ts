/** At most `width` characters, the last of them … when something was cut off. */
export const fitted = (text: string, width: number) =>
  text.length <= width ? text : `${text.slice(0, Math.max(0, width - 1))}…`;
