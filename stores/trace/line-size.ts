import type { LogLine } from './trace';

/** About the bytes of a line as text: its message, and the names and values of all that it carries. */
export const lineSize = ({ message, attributes }: Pick<LogLine, 'message' | 'attributes'>): number =>
  Buffer.byteLength(message) +
  Object.entries(attributes).reduce((sum, [key, value]) => sum + Buffer.byteLength(key) + Buffer.byteLength(value), 0);
