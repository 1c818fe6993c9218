import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { type Answer } from './answer';
import { ask } from './ask';
import { type Case, describeCase } from './case';
import { difference } from './compare';
import { type Played, playedLoki, playedLokiApi } from './played';
import { randomCase } from './random-cases';

const usage = `Asks random queries of a Loki and of its stand-in, both over the made data, and shows where their answers differ.

Usage: npm run compare -w @sightline/loki-api -- [--count <n>] [--seed <n>]
  --count   how many queries; default 1000
  --seed    the same seed asks the same queries; default: another one each time
  --show    how many differences to show; default 20`;

/** Asked at a time. */
const atOnce = 4;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      count: { type: 'string', default: '1000' },
      seed: { type: 'string', default: String(Date.now() % 2 ** 31) },
      show: { type: 'string', default: '20' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) return console.log(usage);
  const loki = await playedLoki();
  try {
    const standIn = await playedLokiApi(loki.base);
    try {
      const cases = fc.sample(randomCase(), { numRuns: Number(values.count), seed: Number(values.seed) });
      console.log(`seed ${values.seed}`);
      report(await compareAll(cases, loki, standIn), Number(values.show));
    } finally {
      await standIn.stop();
    }
  } finally {
    await loki.stop();
  }
}

interface Compared {
  readonly asked: string;
  readonly loki: Answer;
  readonly standIn: Answer;
  readonly differs: string | undefined;
}

async function compareAll(cases: readonly Case[], loki: Played, standIn: Played): Promise<Compared[]> {
  const compared: Compared[] = [];
  const waiting = [...cases];
  const worker = async () => {
    for (let next = waiting.pop(); next; next = waiting.pop()) compared.push(await compareOne(next, loki, standIn));
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return compared;
}

async function compareOne(each: Case, loki: Played, standIn: Played): Promise<Compared> {
  const [expected, given] = await Promise.all([ask(loki.url, each, loki.base), ask(standIn.url, each, standIn.base)]);
  return { asked: describeCase(each), loki: expected, standIn: given, differs: difference(expected, given, each) };
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
