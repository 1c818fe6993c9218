import type { Span } from '@sightline/stores';
import { plainText } from '../terminal/plain-text';

/** A span's name; a request out of the house, which is named by its method alone, gets its path. */
export function spanTitle({ kind, name, attributes }: Span): string {
  const path = attributes['url.path'];
  const bare = kind === 'client' && name === attributes['http.request.method'] && path !== undefined;
  return plainText(bare ? `${name} ${path}` : name);
}
