/** At most about `limit` characters of a text, and by how many it was cut. */
export function cut(text: string, limit: number): string {
  if (text.length <= limit) return text;
  // Not in the middle of a character of two halves.
  const end = /[\uD800-\uDBFF]/.test(text[limit - 1] ?? '') ? limit - 1 : limit;
  return `${text.slice(0, end)}… [cut: ${text.length - end} characters more]`;
}
