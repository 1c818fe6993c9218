import { expect, test } from 'vitest';
import { jsonOf, type Measured, pageOf } from './write-findings';

const measured: Measured = {
  bench: { name: 'cost', title: 'What it costs' },
  command: 'npm run bench -- cost',
  machine: {
    cpu: 'Z80',
    cores: 1,
    memoryGigabytes: 4,
    kernel: 'Linux 6',
    node: 'v24',
    load: [0, 0, 0],
    governor: undefined,
  },
  startedAt: new Date('2026-01-31T12:00:00Z'),
  seconds: 61.4,
  tables: [{ title: 'Per request', columns: ['variant', 'µs'], rows: [['bare', '10']] }],
  notes: ['Fewer are better.'],
  doubts: ['the control was 3 % apart'],
  samples: [{ variant: 'bare', microseconds: 10.2 }],
};

test('a page says what is in doubt before the figures, and how to make it again', () => {
  const page = pageOf(measured);

  expect(page.indexOf('the control was 3 % apart')).toBeLessThan(page.indexOf('| bare | 10 |'));
  expect(page).toContain('# What it costs');
  expect(page).toContain('Fewer are better.');
  expect(page).toContain('`npm run bench -- cost`');
  expect(page).toContain('1 × Z80');
});

test('the samples are in the JSON, with the machine and the command', () => {
  expect(JSON.parse(jsonOf(measured))).toMatchObject({
    name: 'cost',
    command: 'npm run bench -- cost',
    machine: { cpu: 'Z80', cores: 1 },
    startedAt: '2026-01-31T12:00:00.000Z',
    samples: [{ variant: 'bare', microseconds: 10.2 }],
  });
});
