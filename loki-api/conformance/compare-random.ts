import fc from 'fast-check';
import type { Answer } from './answer';
import { ask } from './ask';
import { type Case, describeCase } from './case';
import { difference } from './compare';
import { type Played, playedLoki, playedLokiApi } from './played';
import { randomCase } from './random-cases';

/** Asked at a time. */
const atOnce = 4;

/** One query, and what came of it. */
export interface Compared {
  readonly asked: string;
  readonly loki: Answer;
  readonly standIn: Answer;
  readonly differs: string | undefined;
}

/**
 * Asks random queries of a Loki at hand and of its stand-in, both over the made data.
 *
 * @param seed the same seed asks the same queries; default: another one each time
 */
export async function compareRandom({ count, seed = Date.now() % 2 ** 31 }: { count: number; seed?: number }): Promise<{
  readonly seed: number;
  readonly compared: readonly Compared[];
}> {
  const cases = fc.sample(randomCase(), { numRuns: count, seed });
  const loki = await playedLoki();
  try {
    const standIn = await playedLokiApi(loki.base);
    try {
      return { seed, compared: await compareAll(cases, loki, standIn) };
    } finally {
      await standIn.stop();
    }
  } finally {
    await loki.stop();
  }
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

const answerOf = ({ url, base }: Played, each: Case): Promise<Answer> =>
  ask(url, each, base)
    .then(withoutWording)
    .catch((error: Error) => ({ status: 0, refused: `${error.message}: ${String(error.cause)}` }));

/** Some faults are told in the words of Go's libraries, with places inside a template. */
const withoutWording = (answer: Answer): Answer =>
  JSON.parse(JSON.stringify(answer, (key, value) => (key === '__error_details__' ? '' : value)));

async function compareOne(each: Case, loki: Played, standIn: Played): Promise<Compared> {
  const [expected, given] = await Promise.all([answerOf(loki, each), answerOf(standIn, each)]);
  return { asked: describeCase(each), loki: expected, standIn: given, differs: difference(expected, given, each) };
}
