import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { engineConfigs } from './engine-configs';

it('the engines of the image are run by files in which everything is filled in', () => {
  for (const [name, text] of Object.entries(engineConfigs())) {
    expect([name, text.match(/\$\{[A-Z_]+\}/g)]).toEqual([name, null]);
    expect(parse(text)).toBeTypeOf('object');
  }
});
