import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answer } from './answer';
import { ask } from './ask';
import { describeCase } from './case';
import { topics } from './cases';
import { difference } from './compare';
import { compareRandom } from './compare-random';
import { notSupported } from './not-supported';
import { type Played, playedLoki, playedLokiApi } from './played';
import { lokiProgram, victoriaLogsProgram } from './programs';
import { readRecording } from './recording';

const standInAtHand = victoriaLogsProgram() !== undefined;
const lokiAtHand = lokiProgram() !== undefined;

where(standInAtHand, "Loki's stand-in answers as Loki was recorded", () => {
  holdToRecording(playedLokiApi, ({ status }) => expect(status).toBeLessThan(500));
});

where(lokiAtHand, 'Loki itself answers as Loki was recorded', () => {
  holdToRecording(playedLoki);
});

/** One skipped test stands for a suite whose program is not at hand. */
function where(atHand: boolean, title: string, suite: () => void): void {
  if (atHand) describe(title, suite);
  else it.skip(`${title}: not at hand`, () => {});
}

function holdToRecording(start: () => Promise<Played>, further: (answer: Answer) => void = () => {}): void {
  let played: Played;
  beforeAll(async () => {
    played = await start();
  });
  afterAll(() => played?.stop());

  describe.each(Object.entries(topics))('%s', (topic, cases) => {
    const { answers } = readRecording(topic);
    for (const each of cases) {
      const recorded = answers[describeCase(each)];
      it.skipIf(!recorded)(describeCase(each), async () => {
        const answer = await ask(played.url, each, played.base);
        if (recorded) expect(difference(recorded, answer, each)).toBeUndefined();
        further(answer);
      });
    }
  });
}

where(lokiAtHand && standInAtHand, 'Loki and its stand-in', () => {
  it('answer random queries alike', async () => {
    const { seed, compared } = await compareRandom({ count: 300 });
    const different = compared.filter(({ differs }) => differs !== undefined);
    expect({ seed, different: different.map(({ asked, differs }) => `${asked}: ${differs}`) }).toEqual({
      seed,
      different: [],
    });
  });
});

where(standInAtHand, "what Loki's stand-in does not support", () => {
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
