import { programAtHand } from '@sightline/stack';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { madeSlo } from './made-slo';
import { tryMadeSlos } from './try-made';

/** Few, because each is evaluated for two hours; alerts/bin/try-slo-files.ts tries as many as one likes. */
const count = 16;

describe('any SLO file', () => {
  it('is refused with a place, a reason and a way out, or has rules that promtool takes and a ratio that is right', async () => {
    const slos = fc.sample(madeSlo, count);
    const { failures, compiled } = await tryMadeSlos(programAtHand('prometheus', 'promtool'), slos);
    expect(failures.join('\n\n')).toBe('');
    expect(compiled).toBeGreaterThan(0);
  }, 600_000);
});
