import { describe, expect, it } from 'vitest';
import { TemplateMiner } from './templates';

describe('the templates of log lines', () => {
  it('leave out what looks like a value', () => {
    const miner = new TemplateMiner();
    expect(miner.clusterOf('order 0f8fad5b-d9cb-469f-a165-70867728950e took 12.5 ms from 10.0.0.7:443').template).toBe(
      'order <*> took <*> ms from <*>',
    );
  });

  it('are the same for lines that mostly agree', () => {
    const miner = new TemplateMiner();
    const alpha = miner.clusterOf('cannot reach host alpha after three tries');
    const beta = miner.clusterOf('cannot reach host beta after three tries');
    expect(beta).toBe(alpha);
    expect(alpha.template).toBe('cannot reach host <*> after three tries');
  });

  it('differ for lines that mostly differ', () => {
    const miner = new TemplateMiner();
    const templates = ['Order cancelled', 'Payment declined', 'Circuit breaker opened'];
    expect(templates.map((line) => miner.clusterOf(line).template)).toEqual(templates);
  });

  it('count a line said again with the same lines as before, however much has been learnt meanwhile', () => {
    const words = ['cannot', 'reach', 'the', 'host', 'of', 'a', 'peer', 'after', 'many', 'tries'];
    const varied = (places: readonly number[]) =>
      words.map((word, index) => (places.includes(index) ? `x${word}` : word));
    const lines = [[], [0], [1], [2], [0, 1], [3, 4], [5, 6, 7], [7, 8, 9], [0, 5], [2, 9], [4]].map((places) =>
      varied(places).join(' '),
    );
    const miner = new TemplateMiner();
    const first = lines.map((line) => miner.clusterOf(line));
    expect(lines.map((line) => miner.clusterOf(line))).toEqual(first);
    expect(lines.map((line) => miner.clusterOf(line)).every((cluster, index) => cluster === first[index])).toBe(true);
  });
});
