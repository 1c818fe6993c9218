import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { judge } from './judge.mjs';
import { isPermitted, packages, page, problemsOf } from './licences.mjs';
import { exceptions, root } from './locks.mjs';

const today = new Date().toISOString().slice(0, 10);

describe('the licences of what is installed', () => {
  it('are permitted, each of them', () => {
    expect(problemsOf(packages(), today)).toEqual([]);
  });

  it('are listed as they are: `npm run licences` makes the page', () => {
    expect(readFileSync(join(root, 'docs', 'licences.md'), 'utf8')).toBe(page(packages()));
  });

  it.each([
    ['MIT', true],
    ['(MIT OR GPL-3.0)', true],
    ['MIT AND Zlib', true],
    ['AGPL-3.0', false],
    ['GPL-3.0 AND MIT', false],
    ['(MIT OR Apache-2.0) AND GPL-3.0', false],
    ['MIT OR (Apache-2.0 AND GPL-3.0)', false],
    ['(MIT OR Apache-2.0) AND ISC', true],
    ['SEE LICENSE IN LICENSE.txt', false],
    ['not stated', false],
  ])('%s: %s', (licence, is) => {
    expect(isPermitted(licence)).toBe(is);
  });

  it('of a package that somebody adds are looked at', () => {
    const added = {
      packages: {
        'node_modules/new': { version: '1.0.0', license: 'AGPL-3.0' },
        'node_modules/x/node_modules/@a/b': { version: '2.0.0' },
      },
    };
    expect(problemsOf(packages([added]), today)).toEqual([
      expect.stringContaining('@a/b@2.0.0: not stated'),
      expect.stringContaining('new@1.0.0: AGPL-3.0'),
    ]);
  });
});

describe('the audit', () => {
  const cause = {
    source: 1,
    name: 'leaky',
    title: 'Leaks',
    url: 'https://github.com/advisories/GHSA-aaaa-bbbb-cccc',
    severity: 'high',
    range: '<2.0.0',
  };
  // A package may be affected by another that is.
  const report = { vulnerabilities: { leaky: { via: [cause] }, uses: { via: ['leaky'] } } };
  const excuse = { advisory: 'GHSA-aaaa-bbbb-cccc', package: 'leaky', why: 'we do not call it', until: '2027-01-31' };

  it('names what is known of a package, once', () => {
    expect(judge([report, report], [], '2026-11-28').problems).toEqual([
      expect.stringContaining('high: leaky <2.0.0, Leaks'),
    ]);
  });

  it('puts up with what is excused, until it is over', () => {
    expect(judge([report], [excuse], '2027-01-31').problems).toEqual([]);
    expect(judge([report], [excuse], '2027-02-01').problems).toEqual([expect.stringContaining('until 2027-01-31')]);
  });

  it('says which excuse is needed no more', () => {
    expect(judge([{ vulnerabilities: {} }], [excuse], '2026-11-28').notes).toEqual([
      expect.stringContaining('no longer needed'),
    ]);
  });

  it('is told of nothing that has no reason and no end', () => {
    for (const each of [...exceptions().advisories, ...exceptions().licences]) {
      expect(each.why.length).toBeGreaterThan(20);
      expect(each.until).toMatch(/^20\d\d-\d\d-\d\d$/);
    }
  });
});
