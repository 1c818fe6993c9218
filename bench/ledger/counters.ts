/** The sum of all series of a counter in the text that Prometheus scrapes; 0 where there is none. */
export function counterValue(text: string, name: string): number {
  let sum = 0;
  for (const line of text.split('\n')) {
    if (!line.startsWith(name) || !/[ {]/.test(line[name.length] ?? '')) continue;
    // A timestamp or an exemplar may come after the value.
    const [, value] = /^[^ {]+(?:\{(?:[^"}]|"(?:[^"\\]|\\.)*")*\})? (\S+)/.exec(line) ?? [];
    sum += Number(value);
  }
  return sum;
}
