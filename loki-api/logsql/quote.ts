/** A text as LogsQL reads it back: in double quotes, with the escapes that Go knows. */
export const quoted = (text: string): string => JSON.stringify(text);

/** A regular expression that matches this text and nothing else. */
export const escapedPattern = (text: string): string => text.replace(/[\\.+*?()|[\]{}^$]/g, '\\$&');
