import type { MatchOperator } from '@sightline/promql';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matches, sampleLabels } from './sample-labels';
import { sampleRegex } from './sample-regex';

describe('a sample of a regular expression', () => {
  it.each(['5..', '5..|429', '/(health|metrics|docs).*', '10(\\.0)?', '[a-z]+-\\d{3}', '(?:a|b)c*', '.+', '[^/]+', ''])(
    '%j matches it',
    (pattern) => {
      expect(sampleRegex(pattern)).toMatch(new RegExp(`^(?:${pattern})$`));
    },
  );

  it('matches whatever is put together of texts', () => {
    const word = fc.stringMatching(/^[a-z]{1,5}$/);
    fc.assert(
      fc.property(
        fc.array(word, { minLength: 1, maxLength: 4 }),
        fc.constantFrom('', '+', '*', '?', '{2}'),
        (words, times) => {
          const pattern = `(${words.join('|')})${times}\\.x`;
          return new RegExp(`^(?:${pattern})$`).test(sampleRegex(pattern));
        },
      ),
    );
  });
});

describe('sample labels', () => {
  const matcher = (label: string, op: MatchOperator, value: string) => ({ label, op, value });
  const all = [matcher('service', '=', 'order'), matcher('route', '!~', '/(health|metrics).*')];
  const bad = [...all, matcher('code', '=~', '5..')];

  it('are taken by every matcher', () => expect(matches(sampleLabels(bad) ?? {}, bad)).toBe(true));

  it('of good events are not those of bad ones', () => {
    const good = sampleLabels(all, bad) ?? {};
    expect([matches(good, all), matches(good, bad)]).toEqual([true, false]);
  });

  it('do not exist for a contradiction', () => {
    expect(sampleLabels([matcher('a', '=', '1'), matcher('a', '=', '2')])).toBeUndefined();
  });
});
