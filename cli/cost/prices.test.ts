import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultPrices, readPrices } from './prices';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'prices-'));
});
afterAll(() => rm(folder, { recursive: true }));

const ours = readFileSync(defaultPrices, 'utf8');
const reading = async (text: string) => {
  const file = join(folder, 'prices.yaml');
  await writeFile(file, text);
  return () => readPrices(file);
};

describe('a file of prices', () => {
  it('is read', async () => {
    const read = await reading(ours.replace('perHour: 0.40', 'perHour: 1.5').replace('USD', 'EUR'));
    expect(read()).toMatchObject({ currency: 'EUR', machine: { perHour: 1.5, processors: 8 } });
  });

  it.each([
    [
      'a key that is mistyped',
      ours.replace('perHour', 'perHuor'),
      /prices\.yaml:6: machine\.perHuor is not known here: did you mean perHour\?/,
    ],
    ['a key that is missing', ours.replace(/^network:.*$/m, ''), /network is missing: write it/],
    ['text for a number', ours.replace('perHour: 0.40', 'perHour: cheap'), /machine\.perHour is a number/],
    [
      'a price below zero',
      ours.replace('perHour: 0.40', 'perHour: -1'),
      /prices\.yaml:6: machine\.perHour is below zero/,
    ],
    [
      'more than a whole processor in use',
      ours.replace('processors: 0.6', 'processors: 60'),
      /fill\.processors is a share/,
    ],
    ['half a copy', ours.replace('copies: 2', 'copies: 1.5'), /copies is a whole number/],
    ['another version', ours.replace('version: 1', 'version: 2'), /version is not 1/],
    ['what is no YAML', 'machine: {', /correct the YAML/],
    ['nothing', '', /version/],
    ['a list', '- 1', /the file is a group of keys/],
    ['a number without end', ours.replace('perHour: 0.40', 'perHour: .inf'), /machine\.perHour/],
  ])('is refused for %s, with the line and what to write', async (_, text, message) => {
    const read = await reading(text);
    expect(read).toThrow(message);
    expect(read).toThrow(expect.objectContaining({ code: 'USAGE' }));
  });

  it('that is not there is named, with one to copy', () => {
    expect(() => readPrices(join(folder, 'none.yaml'))).toThrow(
      /none\.yaml cannot be read: .*cli\/cost\/prices\.yaml is one to copy/s,
    );
  });
});
