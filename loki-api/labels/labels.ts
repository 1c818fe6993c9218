import { goQuoted } from './go-text';

/** Labels by name. What holds many of them at once builds a key of them, once. */
export type Labels = Readonly<Record<string, string>>;

/** Names as Go sorts them: by bytes. */
export function byBytes(a: string, b: string): number {
  if (a === b) return 0;
  // UTF-16 sorts as UTF-8 does, save for surrogates.
  return /[\ud800-\udfff]/.test(a) || /[\ud800-\udfff]/.test(b)
    ? Buffer.compare(Buffer.from(a), Buffer.from(b))
    : a < b
      ? -1
      : 1;
}

/** The same for equal labels, whatever their order; starts with the first label, so that keys sort as Loki sorts series. */
export function keyOf(labels: Labels): string {
  return Object.keys(labels)
    .sort(byBytes)
    .map((name) => `${name}\u0000${labels[name]}\u0001`)
    .join('');
}

export function sortedLabels(labels: Labels): Labels {
  return Object.fromEntries(
    Object.keys(labels)
      .sort(byBytes)
      .map((name) => [name, labels[name] ?? '']),
  );
}

/** As Prometheus writes them: `{a="b", c="d"}`. */
export function written(labels: Labels): string {
  const parts = Object.entries(sortedLabels(labels)).map(([name, value]) => `${name}=${goQuoted(value)}`);
  return `{${parts.join(', ')}}`;
}
