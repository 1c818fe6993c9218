export interface Window {
  readonly since: Date;
  readonly until: Date;
}

/** How many of something keep a promise, with some that do not. */
export interface Part {
  readonly promise: string;
  readonly kept: number;
  readonly of: number;
  /** kept / of; 1 when there was nothing to keep it. */
  readonly share: number;
  readonly offenders: readonly string[];
}

const shownOffenders = 5;

/** Judges each item: undefined when it keeps the promise, otherwise why not. */
export async function judge<Item>(
  promise: string,
  items: readonly Item[],
  verdict: (item: Item) => Promise<string | undefined> | string | undefined,
): Promise<Part> {
  const offences = (await Promise.all(items.map(verdict))).filter((offence) => offence !== undefined);
  const kept = items.length - offences.length;
  return {
    promise,
    kept,
    of: items.length,
    share: items.length === 0 ? 1 : kept / items.length,
    offenders: offences.slice(0, shownOffenders),
  };
}
