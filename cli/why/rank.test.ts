import { describe, expect, it } from 'vitest';
import type { Finding } from './finding';
import { type Edge, rank } from './rank';
import { component, flag, host, release, type Subject, subjectKey } from './subject';

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
  readonly nature?: 'own' | 'slow';
}

const found = (
  subject: Subject,
  { evidence = 'operations', strength = 0.8, second = 0, nature }: Made = {},
): Finding => ({
  evidence,
  subject,
  message: `${subject.name} is not as it was`,
  strength,
  because: 'made for a test',
  ...(nature && { nature }),
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

describe('what was seen at a component itself', () => {
  const silent = (name: string, made: Made = {}) =>
    found(component(name), { evidence: 'answers', strength: 0.95, nature: 'own', ...made });
  const many = (name: string, nature?: 'slow') =>
    ['operations', 'traces', 'log-patterns', 'calls-between'].map((evidence) =>
      found(component(name), { evidence, strength: 0.85, ...(nature && { nature }) }),
    );

  it('outweighs all that shows at its callers', () => {
    expect(ranked(...many('order'), ...many('payment'), silent('postgres'))[0]).toBe('component postgres');
  });

  it('outweighs it in a circle too', () => {
    expect(ranked(...many('order'), silent('payment'))[0]).toBe('component payment');
    expect(ranked(...many('payment'), silent('order'))[0]).toBe('component order');
  });

  it('is blamed on what it depends on, where that is in trouble itself', () => {
    const below = [...edges, { from: 'loki-api', to: 'victorialogs' }];
    const [first] = rank([silent('loki-api'), silent('victorialogs', { strength: 0.9 })], below);
    expect(first?.subject.name).toBe('victorialogs');
  });

  it('does not hide another trouble that has nothing to do with it', () => {
    expect(
      ranked(...many('order'), ...many('bank'), silent('zipkin'))
        .slice(0, 2)
        .sort(),
    ).toEqual(['component bank', 'component zipkin']);
  });

  it('is the work of a flag that was switched just before, unless a process does not run', () => {
    const switched = [
      found(flag('lock'), { evidence: 'changes', strength: 0.9, second: -15 }),
      found(flag('lock'), { evidence: 'flags-taken', strength: 0.9, second: -10 }),
    ];
    expect(ranked(...switched, silent('postgres', { evidence: 'locks' }))[0]).toBe('flag lock');
    expect(ranked(...switched, silent('postgres', { evidence: 'components', strength: 1 }))[0]).toBe(
      'component postgres',
    );
  });
});

describe('a machine short of processor time', () => {
  const short = found(host, { evidence: 'strangers', strength: 0.9, nature: 'own' });

  it('explains what is slow', () => {
    const slow = ['operations', 'traces'].flatMap((evidence) =>
      ['order', 'payment', 'postgres'].map((name) => found(component(name), { evidence, nature: 'slow' })),
    );
    expect(ranked(...slow, short)[0]).toBe('component host');
    expect(ranked(...slow)[0]).toBe('component postgres');
  });

  it('does not explain what fails', () => {
    const fails = ['operations', 'traces', 'calls-between'].map((evidence) => found(component('bank'), { evidence }));
    expect(ranked(...fails, { ...short, strength: 0.6 })[0]).toBe('component bank');
  });
});

describe('time', () => {
  const restarted = (second: number) => found(component('payment'), { evidence: 'changes', strength: 0.6, second });

  it('tells a restart that came just before from one ten minutes ago', () => {
    expect(ranked(restarted(-10), found(component('order'), { strength: 0.3 }))[0]).toBe('component payment');
    expect(ranked(restarted(-600), found(component('order'), { strength: 0.3 }))[0]).toBe('component order');
  });

  it('makes little of what began long before the rest', () => {
    const times = { before: { since: at(-720), until: at(-60) }, now: { since: at(0), until: at(60) } };
    const old = found(component('bank'), { second: -400 });
    expect(rank([old, found(component('postgres'), { strength: 0.7 })], edges, times)[0]?.subject.name).toBe(
      'postgres',
    );
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
