import { parseArgs } from 'node:util';
import type { Answer } from './answer';
import { type Compared, compareRandom } from './compare-random';

const usage = `Asks random queries of a Loki and of its stand-in, both over the made data, and shows where their answers differ.

Usage: npm run compare -w @sightline/loki-api -- [--count <n>] [--seed <n>]
  --count   how many queries; default 1000
  --seed    the same seed asks the same queries; default: another one each time
  --show    how many differences to show; default 20`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      count: { type: 'string', default: '1000' },
      seed: { type: 'string' },
      show: { type: 'string', default: '20' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) return console.log(usage);
  const seed = values.seed === undefined ? {} : { seed: Number(values.seed) };
  const { seed: asked, compared } = await compareRandom({ count: Number(values.count), ...seed });
  report(compared, Number(values.show));
  console.log(`seed ${asked}`);
}

function report(compared: readonly Compared[], show: number): void {
  const different = compared.filter(({ differs }) => differs !== undefined);
  for (const { asked, differs, standIn, loki } of different.slice(0, show)) {
    console.log(`\n${asked}\n  ${differs}`);
    for (const [name, answer] of Object.entries({ Loki: loki, 'the stand-in': standIn }))
      if ('refused' in answer) console.log(`  ${name} refused: ${answer.refused}`);
  }
  const equal = compared.length - different.length;
  const refused = compared.filter(({ loki, differs }) => 'refused' in loki && differs === undefined).length;
  const empty = compared.filter(({ loki }) => isEmpty(loki)).length;
  console.log(`\n${equal} of ${compared.length} equal; ${refused} of them refused by both, ${empty} empty`);
  if (different.length > 0) process.exitCode = 1;
}

const isEmpty = (answer: Answer) => Object.values(answer).some((value) => Array.isArray(value) && value.length === 0);

main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
