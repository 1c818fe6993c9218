import { conventional, plainText, type Span } from '@sightline/stores';

/** A span's name; a request out of the house, which is named by its method alone, gets its path. */
export function spanTitle({ kind, name, attributes }: Span): string {
  const path = pathOf(attributes);
  const method = conventional(attributes, 'http.request.method');
  // `HTTP GET` by the conventions of before.
  const isBare = kind === 'client' && (name === method || name === `HTTP ${method}`) && path !== undefined;
  return plainText(isBare ? `${name} ${path}` : name);
}

/** Whoever asks may know no more than the whole address. */
function pathOf(attributes: Span['attributes']): string | undefined {
  const path = conventional(attributes, 'url.path');
  if (path !== undefined) return String(path);
  const full = String(conventional(attributes, 'url.full') ?? '');
  return URL.canParse(full) ? new URL(full).pathname : undefined;
}
