import { describe, expect, it } from 'vitest';
import { runningPlatform } from './platform';
import { blows } from './soak/blows';
import { playRound, problemsIn } from './soak/round';
import { whole } from './soak/strike';

/** These eight kill both services, the bank and PostgreSQL, freeze Kafka and cut the services off their databases. */
const seed = 575;
const count = 8;

describe('parts that are killed, frozen and cut off at random under load', () => {
  it('leave every order final, paid for once or not at all, and known under one key', async () => {
    const platform = runningPlatform();
    const all = blows(seed);
    const chosen = Array.from({ length: count }, () => all.next().value);
    const mark = `soak test ${Date.now().toString(36)}`;
    const round = await playRound(platform, { mark, blows: chosen, ordersPerSecond: 3, seed });
    expect(problemsIn(round)).toEqual([]);
    expect(round.audit.paid).toBeGreaterThan(0);
    await expect(whole(platform)).resolves.toBeUndefined();
  }, 900_000);
});
