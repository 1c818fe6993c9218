import { createHash } from 'node:crypto';
import { type FaultName, type FlagState, faultNames, faults, type Rule } from '@sightline/faults';

/** The flags, all off at first. They live in memory: a restart switches everything off. */
export class Flags {
  readonly #rules = new Map<FaultName, Rule>();

  ruleOf(key: FaultName): Rule | undefined {
    return this.#rules.get(key);
  }

  switchOn(key: FaultName, rule: Rule): void {
    this.#rules.set(key, rule);
  }

  switchOff(key: FaultName): void {
    this.#rules.delete(key);
  }

  switchAllOff(): void {
    this.#rules.clear();
  }

  show(key: FaultName): FlagState {
    return { key, ...faults[key], ...(this.#rules.get(key) ?? { percent: 0 }) };
  }

  list(): FlagState[] {
    return faultNames.map((key) => this.show(key));
  }
}

/** Names a content: the same for the same, so that whoever has it already need not be told again. */
export const etagOf = (content: unknown): string =>
  `"${createHash('sha256').update(JSON.stringify(content)).digest('base64url').slice(0, 22)}"`;
