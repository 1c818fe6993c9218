import { describe, expect, it } from 'vitest';
import { SeenSessions } from './active-users';

const MINUTE = 60_000;

describe('the sessions that were seen', () => {
  it('are told once a minute each, however often they come', () => {
    const sessions = new SeenSessions();
    for (const [session, at] of [
      ['a', 0],
      ['b', 1],
      ['a', 2],
    ] as const)
      sessions.see(session, at);
    expect(sessions.take()).toEqual(['a', 'b']);
    sessions.see('a', MINUTE - 1);
    expect(sessions.take()).toEqual([]);
    sessions.see('a', MINUTE);
    expect(sessions.take()).toEqual(['a']);
  });

  it('are told again when they could not be written down', () => {
    const sessions = new SeenSessions();
    for (const session of ['a', 'b']) sessions.see(session, 0);
    const taken = sessions.take();
    sessions.see('c', 1);
    sessions.putBack(taken);
    expect(sessions.take().sort()).toEqual(['a', 'b', 'c']);
    for (let count = 0; count < 60_000; count++) sessions.see(String(count), 2);
    sessions.putBack(taken);
    expect(sessions.take()).toHaveLength(50_000);
  });

  it('are kept in bounded memory, whoever makes them up', () => {
    const sessions = new SeenSessions();
    for (let count = 0; count < 60_000; count++) sessions.see(String(count), 0);
    expect(sessions.take()).toHaveLength(50_000);
  });
});
