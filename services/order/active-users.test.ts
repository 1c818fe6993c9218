import { describe, expect, it } from 'vitest';
import { ActiveUsers } from './active-users';

const MINUTE = 60_000;

describe('active users', () => {
  it('are the different sessions of the last five minutes', () => {
    const users = new ActiveUsers();
    users.see('a', 0);
    users.see('b', 1 * MINUTE);
    users.see('a', 3 * MINUTE);
    expect([users.count(4 * MINUTE), users.count(6 * MINUTE), users.count(8 * MINUTE)]).toEqual([2, 1, 0]);
  });
});
