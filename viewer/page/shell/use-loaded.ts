import { useEffect, useState } from 'react';

export type Loaded<T> =
  | { readonly state: 'loading' }
  | { readonly state: 'failed'; readonly reason: string }
  | { readonly state: 'done'; readonly value: T };

/** Loads once per key. An answer that comes after the key has changed is dropped. */
export function useLoaded<T>(load: () => Promise<T>, key: string): Loaded<T> {
  const [loaded, setLoaded] = useState<Loaded<T> & { key?: string }>({ state: 'loading' });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for what load depends on
  useEffect(() => {
    let wanted = true;
    load().then(
      (value) => wanted && setLoaded({ state: 'done', value, key }),
      (error: unknown) =>
        wanted && setLoaded({ state: 'failed', reason: error instanceof Error ? error.message : String(error), key }),
    );
    return () => {
      wanted = false;
    };
  }, [key]);
  return loaded.key === key ? loaded : { state: 'loading' };
}
