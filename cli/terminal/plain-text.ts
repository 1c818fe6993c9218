/**
 * Text from outside (log lines, error messages, attributes) made safe for a terminal: whoever writes a log line must not be
 * able to move the reader's cursor or set the window's title.
 */
export const plainText = (text: string) =>
  text
    .replace(/\s+/g, ' ')
    .replace(/[\p{Cc}\p{Cf}]/gu, '\uFFFD')
    .trim();

/** At most `width` characters, the last of them … when something was cut off. */
export const fitted = (text: string, width: number) =>
  text.length <= width ? text : `${text.slice(0, Math.max(0, width - 1))}…`;
