import { expect, it } from 'vitest';
import type { Span } from '../backends';
import { madeSpan } from '../testing/made-span';
import { KeptTraces } from './keep-traces';

const spans = [madeSpan({ id: 'a', ms: [0, 12] })];

/** A store that forgets. */
function forgetting() {
  const stored = new Map<string, readonly Span[]>();
  const asked: string[] = [];
  const kept = new KeptTraces({
    traces: {
      search: async () => [],
      spans: async (id: string) => {
        asked.push(id);
        return stored.get(id) as Span[] | undefined;
      },
    },
    logs: { linesOfTrace: async () => [] },
  } as unknown as ConstructorParameters<typeof KeptTraces>[0]);
  return { stored, asked, kept };
}

it('a trace that is still worth following once it is complete is kept, though the store forgets it', async () => {
  const { stored, kept } = forgetting();
  stored.set('slow', spans);
  kept.notice(['slow'], 0);
  expect(await kept.of([])).toEqual({});
  kept.notice(['slow'], 6_000);
  await kept.of([]);
  stored.delete('slow');
  const { slow } = await kept.of(['slow']);
  expect(slow).toContain('12.0 ms');
});

it('one that others have outdone by then is not asked for', async () => {
  const { asked, kept } = forgetting();
  kept.notice(['early'], 0);
  await kept.of([]);
  kept.notice(['slower'], 6_000);
  await kept.of([]);
  expect(asked).toEqual([]);
});

it('what a store never had, or does not tell, is left out', async () => {
  const { stored, kept } = forgetting();
  stored.set('there', spans);
  expect(Object.keys(await kept.of(['there', 'gone']))).toEqual(['there']);
});
