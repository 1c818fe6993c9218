const sizes: Readonly<Record<string, number>> = {
  '': 1,
  b: 1,
  ...Object.fromEntries(
    ['k', 'm', 'g', 't', 'p', 'e'].flatMap((letter, i) => {
      const decimal = 1000 ** (i + 1);
      const binary = 1024 ** (i + 1);
      return [
        [letter, decimal],
        [`${letter}b`, decimal],
        [`${letter}i`, binary],
        [`${letter}ib`, binary],
      ];
    }),
  ),
};

/** `1.5KiB` in bytes, read as the library `go-humanize` does; undefined if it is no size. */
export function byteSize(text: string): number | undefined {
  const digits = /^[\d.,]*/.exec(text)?.[0] ?? '';
  const number = digits.replaceAll(',', '');
  if (!/^(\d+(\.\d*)?|\.\d+)$/.test(number)) return undefined;
  const size = sizes[text.slice(digits.length).trim().toLowerCase()];
  if (size === undefined) return undefined;
  const bytes = Number(number) * size;
  return bytes >= 2 ** 64 ? undefined : Math.trunc(bytes);
}
