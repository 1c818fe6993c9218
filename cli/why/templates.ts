/** A line of text with what varies taken out: lines of one template are the same line said again. */
export type Template = string;

const wildcard = '<*>';
const variable = [
  /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi,
  /\b(0x)?[0-9a-f]{12,}\b/gi,
  /\b\d{1,3}(\.\d{1,3}){3}(:\d+)?\b/g,
  /"[^"]*"|'[^']*'/g,
  /\d+([.,]\d+)*/g,
];

/** Of two lines with as many words, those that share at least this much are one template. */
const similarEnough = 0.7;

/**
 * Finds the templates of lines, as Drain does (He et al., ICWS 2017) without its tree: what looks like a value is masked,
 * then lines with as many words that mostly agree become one, and the words that differ a wildcard.
 */
export class TemplateMiner {
  readonly #groups = new Map<number, string[][]>();

  templateOf(line: string): Template {
    const words = masked(line).split(' ');
    const group = this.#groups.get(words.length) ?? [];
    this.#groups.set(words.length, group);
    const known = group.find((each) => similarity(each, words) >= similarEnough);
    if (known === undefined) {
      group.push(words);
      return words.join(' ');
    }
    words.forEach((word, index) => {
      if (known[index] !== word) known[index] = wildcard;
    });
    return known.join(' ');
  }
}

const masked = (line: string) =>
  variable.reduce((text, pattern) => text.replace(pattern, wildcard), line.replace(/\s+/g, ' ').trim());

const similarity = (a: readonly string[], b: readonly string[]) =>
  a.filter((word, index) => word === b[index]).length / a.length;
