import type { Cache } from './cache';

/** The mistake: whoever finds the value gone loads it, and so does everybody who comes until the first one has it. */
export async function loadEachForItself<Value>(
  cache: Cache<Value>,
  key: string,
  load: () => Promise<Value>,
): Promise<Value> {
  return cache.kept(key) ?? cache.load(key, load);
}
