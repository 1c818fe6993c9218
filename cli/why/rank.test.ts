import { describe, expect, it } from 'vitest';
import type { Finding } from './finding';
import { type Edge, rank } from './rank';
import { component, flag, release, type Subject, subjectKey } from './subject';

const edges: readonly Edge[] = [
  { from: 'order', to: 'payment' },
  { from: 'payment', to: 'order' },
  { from: 'payment', to: 'bank' },
  { from: 'order', to: 'postgres' },
];

const at = (second: number) => new Date(1_767_225_600_000 + second * 1000);

interface Made {
  readonly evidence?: string;
  readonly strength?: number;
  readonly second?: number;
}

const found = (subject: Subject, { evidence = 'operations', strength = 0.8, second = 0 }: Made = {}): Finding => ({
  evidence,
  subject,
  says: `${subject.name} is not as it was`,
  strength,
  because: 'made for a test',
  since: at(second),
  query: 'up',
});

const ranked = (...findings: Finding[]) => rank(findings, edges).map(({ subject }) => subjectKey(subject));

describe('what is ranked first', () => {
  it('is nothing when nothing was found, or too little', () => {
    expect(ranked()).toEqual([]);
    expect(ranked(found(component('order'), { strength: 0.2 }))).toEqual([]);
  });

  it('is nothing when but one curve among hundreds bends', () => {
    expect(ranked(found(component('order'), { evidence: 'metrics', strength: 0.45 }))).toEqual([]);
  });

  it('is the dependency, not those that call it', () => {
    const findings = [component('order'), component('payment'), component('bank')].map((each) => found(each));
    expect(ranked(...findings)[0]).toBe('component bank');
  });

  it('is the service whose dependencies are fine', () => {
    expect(ranked(found(component('payment')), found(component('order'), { strength: 0.4 }))[0]).toBe(
      'component payment',
    );
  });

  it('is, of two in a circle, the one that more kinds of evidence speak against', () => {
    const payment = [
      found(component('payment')),
      found(component('payment'), { evidence: 'log-patterns', strength: 0.5 }),
    ];
    expect(ranked(found(component('order')), ...payment)[0]).toBe('component payment');
  });

  it('is, all else equal, the one that was in trouble first', () => {
    expect(ranked(found(component('postgres'), { second: 120 }), found(component('bank')))[0]).toBe('component bank');
  });

  it('is the flag that was switched just before', () => {
    const switched = found(flag('slow-query'), { evidence: 'changes', strength: 0.9, second: -15 });
    expect(ranked(found(component('order')), found(component('postgres')), switched)[0]).toBe('flag slow-query');
  });

  it('is the release that fails where the one before did not', () => {
    const findings = [
      found(release('order', '0.2.0'), { evidence: 'changes', second: -20 }),
      found(release('order', '0.2.0'), { evidence: 'versions', strength: 0.9 }),
      found(component('order'), { strength: 0.9 }),
      found(component('order'), { evidence: 'changes', strength: 0.6, second: -20 }),
    ];
    expect(ranked(...findings)[0]).toBe('release order 0.2.0');
  });

  it.each([
    ['long before', -1800],
    ['only after', 180],
  ])('is not a flag that was switched %s the trouble', (_, second) => {
    const switched = found(flag('slow-query'), { evidence: 'changes', strength: 0.9, second });
    expect(ranked(found(component('order')), switched)[0]).toBe('component order');
  });

  it('is, of two flags, the one that the work in trouble has taken', () => {
    const switched = ['slow-query', 'n-plus-one'].map((key) =>
      found(flag(key), { evidence: 'changes', strength: 0.9, second: -15 }),
    );
    const taken = found(flag('n-plus-one'), { evidence: 'traces', strength: 0.9 });
    expect(ranked(found(component('order')), ...switched, taken)[0]).toBe('flag n-plus-one');
  });

  it('is a process that does not run, whatever else is wrong', () => {
    const down = found(component('collector'), { evidence: 'components', strength: 1 });
    const switched = found(flag('slow-query'), { evidence: 'changes', strength: 0.9, second: -15 });
    expect(ranked(found(component('order')), switched, down)[0]).toBe('component collector');
  });
});

describe('a hypothesis', () => {
  it('says why it counts for less', () => {
    const [, payment] = rank([found(component('payment')), found(component('bank'))], edges);
    expect(payment?.because).toContain('bank, which it depends on, is in trouble too');
  });

  it('holds its findings, the strongest first', () => {
    const findings = [
      found(component('bank'), { strength: 0.4 }),
      found(component('bank'), { evidence: 'traces', strength: 0.9 }),
    ];
    expect(rank(findings, edges)[0]?.findings.map(({ strength }) => strength)).toEqual([0.9, 0.4]);
  });
});
