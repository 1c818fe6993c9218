/**
 * Text from outside (log lines, error messages, attributes) made safe for a terminal: whoever writes a log line must not be
 * able to move the reader's cursor or set the window's title.
 */
export const plainText = (text: string) =>
  text
    .replace(/\s+/g, ' ')
    .replace(/[\p{Cc}\p{Cf}]/gu, '\uFFFD')
    .trim();
