import type { Span } from '@sightline/stores';
import { madeSpan } from '@sightline/stores/testing';
import { expect, it } from 'vitest';
import { KeptTraces } from './keep-traces';

const spans = [madeSpan({ id: 'a', ms: [0, 12] })];

/** A store that can forget. */
function store() {
  const stored = new Map<string, Span[]>();
  const asked: string[] = [];
  const kept = new KeptTraces({
    traces: {
      spans: async (id) => {
        asked.push(id);
        return stored.get(id);
      },
    },
  });
  return { stored, asked, kept };
}

it('a trace that is still worth following once it is complete is kept, though the store forgets it', async () => {
  const { stored, kept } = store();
  stored.set('slow', spans);
  kept.notice(['slow'], { quiet: true, now: 0 });
  expect(await kept.of([])).toEqual({});
  kept.notice(['slow'], { quiet: true, now: 6_000 });
  await kept.of([]);
  stored.delete('slow');
  const { slow } = await kept.of(['slow']);
  expect(slow).toContain('12.0 ms');
});

it('none is read while the machine has nothing to spare', async () => {
  const { asked, kept } = store();
  kept.notice(['slow'], { quiet: true, now: 0 });
  await kept.of([]);
  kept.notice(['slow'], { quiet: false, now: 6_000 });
  await kept.of([]);
  expect(asked).toEqual([]);
});

it('one that others have outdone is not asked for, and one that is gone only once more', async () => {
  const { asked, kept } = store();
  kept.notice(['early', 'gone'], { quiet: true, now: 0 });
  for (const now of [6_000, 7_000, 8_000]) {
    await kept.of([]);
    kept.notice(['gone', 'later'], { quiet: true, now });
  }
  expect(await kept.of(['gone'])).toEqual({});
  expect(asked).toEqual(['gone', 'gone']);
});
