import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { allComponents } from '../components';
import { inRepository } from '../repository';
import { patience } from './patience';

it('is told, component by component, as it is', () => {
  const document = readFileSync(inRepository('docs/liveness.md'), 'utf8');
  const rows = [...document.matchAll(/^\| ([a-z, -]+) \| (\d+) s \| (.*) \|$/gm)];
  const told = rows.flatMap(([, names = '', seconds, because]) =>
    names.split(', ').map((name) => [name, { seconds: Number(seconds), because }] as const),
  );
  expect(Object.fromEntries(told)).toEqual(patience);
  expect(Object.keys(patience)).toEqual(expect.arrayContaining(allComponents.map(({ name }) => name)));
});
