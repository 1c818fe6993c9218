/** A line of text with what varies taken out: lines of one template are the same line said again. */
export type Template = string;

/** The lines that say the same. What they have in common is known once all of them are: ask for the template afterwards. */
export interface Cluster {
  readonly template: Template;
}

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
  readonly #groups = new Map<number, GrowingCluster[]>();

  /** The cluster that a line belongs to: the same object for every line of it, whatever becomes of its template. */
  clusterOf(line: string): Cluster {
    const words = masked(line).split(' ');
    const group = this.#groups.get(words.length) ?? [];
    this.#groups.set(words.length, group);
    // The first that is similar enough, not the most similar: so a line said again is never of another cluster than before.
    const known = group.find((each) => each.similarity(words) >= similarEnough);
    if (known) {
      known.add(words);
      return known;
    }
    const cluster = new GrowingCluster(words);
    group.push(cluster);
    return cluster;
  }
}

class GrowingCluster implements Cluster {
  readonly #words: string[];

  constructor(words: readonly string[]) {
    this.#words = [...words];
  }

  get template(): Template {
    return this.#words.join(' ');
  }

  similarity(words: readonly string[]): number {
    return this.#words.filter((word, index) => word === words[index]).length / words.length;
  }

  add(words: readonly string[]): void {
    words.forEach((word, index) => {
      if (this.#words[index] !== word) this.#words[index] = wildcard;
    });
  }
}

const masked = (line: string) =>
  variable.reduce((text, pattern) => text.replace(pattern, wildcard), line.replace(/\s+/g, ' ').trim());
