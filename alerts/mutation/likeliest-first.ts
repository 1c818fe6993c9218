import type { TestCase } from './rules-under-test';

/**
 * Orders tests so that the one which fails comes early: mistakes in one rule are mostly caught by the test that caught the
 * mistake before. What has caught nothing yet comes by what it costs.
 */
export class LikeliestFirst {
  private readonly caught = new Map<string, number>();
  private readonly milliseconds = new Map<string, number>();

  constructor(private readonly tests: readonly TestCase[]) {}

  /** @param rule the name of the rule that has a mistake. */
  order(rule: string): TestCase[] {
    const here = (test: TestCase) => this.caught.get(key(test, rule)) ?? 0;
    const anywhere = (test: TestCase) => this.caught.get(key(test)) ?? 0;
    const cost = (test: TestCase) => this.milliseconds.get(key(test)) ?? 0;
    return this.tests.toSorted((a, b) => here(b) - here(a) || anywhere(b) - anywhere(a) || cost(a) - cost(b));
  }

  learn(test: TestCase, rule: string, { caught, milliseconds }: { caught: boolean; milliseconds: number }): void {
    this.milliseconds.set(key(test), milliseconds);
    if (!caught) return;
    for (const name of [key(test, rule), key(test)]) this.caught.set(name, (this.caught.get(name) ?? 0) + 1);
  }
}

const key = ({ file, name }: TestCase, rule = '') => `${file}\n${name}\n${rule}`;
