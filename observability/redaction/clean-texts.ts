/** Longer ones are rarely said twice. */
const lengthAtMost = 128;

/**
 * Texts that were looked through and hold nothing that must go: methods, routes, addresses and statements come again and again. Only such
 * are remembered, never one that held a secret. Those that nobody asked for in a while are forgotten: ids come once.
 */
export class CleanTexts {
  #recent = new Set<string>();
  #before = new Set<string>();

  constructor(private readonly capacity: number) {}

  has(text: string): boolean {
    if (this.#recent.has(text)) return true;
    if (!this.#before.has(text)) return false;
    this.add(text);
    return true;
  }

  add(text: string): void {
    if (text.length > lengthAtMost) return;
    if (this.#recent.size >= this.capacity) {
      this.#before = this.#recent;
      this.#recent = new Set();
    }
    this.#recent.add(text);
  }
}
