import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask } from './ask';
import { describeCase } from './case';
import { topics } from './cases';
import { difference } from './compare';
import { compareRandom } from './compare-random';
import { notSupported } from './not-supported';
import { type Played, playedLoki, playedLokiApi } from './played';
import { lokiProgram, victoriaLogsProgram } from './programs';
import { readRecording } from './recording';

const candidates = [
  { name: "Loki's stand-in", start: playedLokiApi, atHand: victoriaLogsProgram() !== undefined },
  { name: 'Loki itself', start: playedLoki, atHand: lokiProgram() !== undefined },
];

describe.each(candidates)('$name answers as Loki was recorded', ({ name, start, atHand }) => {
  let played: Played;
  beforeAll(async () => {
    if (atHand) played = await start();
  });
  afterAll(() => played?.stop());

  describe.runIf(atHand).each(Object.entries(topics))('%s', (topic, cases) => {
    const { answers } = readRecording(topic);
    for (const each of cases) {
      const recorded = answers[describeCase(each)];
      it.skipIf(!recorded)(describeCase(each), async () => {
        const answer = await ask(played.url, each, played.base);
        if (recorded) expect(difference(recorded, answer, each)).toBeUndefined();
        if (name !== 'Loki itself') expect(answer.status).toBeLessThan(500);
      });
    }
  });

  it.skipIf(atHand)(`${name} is not at hand`, () => {});
});

describe.runIf(lokiProgram() && victoriaLogsProgram())('Loki and its stand-in', () => {
  it('answer random queries alike', async () => {
    const { seed, compared } = await compareRandom({ count: 300 });
    const different = compared.filter(({ differs }) => differs !== undefined);
    expect({ seed, different: different.map(({ asked, differs }) => `${asked}: ${differs}`) }).toEqual({
      seed,
      different: [],
    });
  });
});

describe.runIf(victoriaLogsProgram())("what Loki's stand-in does not support", () => {
  let played: Played;
  beforeAll(async () => {
    played = await playedLokiApi();
  });
  afterAll(() => played?.stop());

  it.each(notSupported.map((each) => [describeCase(each.asked), each] as const))('%s', async (_, { asked, names }) => {
    const answer = await ask(played.url, asked, played.base);
    expect(answer).toEqual({ status: 400, refused: expect.stringContaining(names) });
  });
});
