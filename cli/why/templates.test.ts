import { describe, expect, it } from 'vitest';
import { TemplateMiner } from './templates';

describe('the templates of log lines', () => {
  it('leave out what looks like a value', () => {
    const miner = new TemplateMiner();
    expect(miner.templateOf('order 0f8fad5b-d9cb-469f-a165-70867728950e took 12.5 ms from 10.0.0.7:443')).toBe(
      'order <*> took <*> ms from <*>',
    );
  });

  it('are the same for lines that mostly agree', () => {
    const miner = new TemplateMiner();
    miner.templateOf('cannot reach host alpha after three tries');
    expect(miner.templateOf('cannot reach host beta after three tries')).toBe(
      'cannot reach host <*> after three tries',
    );
  });

  it('differ for lines that mostly differ', () => {
    const miner = new TemplateMiner();
    const templates = ['Order cancelled', 'Payment declined', 'Circuit breaker opened'];
    expect(templates.map((line) => miner.templateOf(line))).toEqual(templates);
  });
});
