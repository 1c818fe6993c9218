/** Characters of one text that telemetry keeps: more than the longest stack of ours, less than what would hold up a request. */
export const textLimit = 16_384;

/** Longer than the longest word that is looked for. */
const WORD = 128;

/**
 * The beginning of a text that is too long, and how much is missing. It is cut between words: half of a card number or of an address
 * would not be recognised any more.
 */
export function cutText(text: string, limit = textLimit): string {
  if (text.length <= limit) return text;
  let end = limit;
  while (end > limit - WORD && !isSeparator(text.charCodeAt(end))) end--;
  return `${text.slice(0, end)}... [${text.length - end} more characters]`;
}

/** White space and what stands between the parts of an address or of a list. */
function isSeparator(code: number): boolean {
  return code <= 32 || code === 38 /* & */ || code === 44 /* , */ || code === 59 /* ; */ || code === 63 /* ? */;
}
