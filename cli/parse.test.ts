import { describe, expect, it, vi } from 'vitest';
import { parseDuration, parseDurationWithin, parseMoment, parseUrl } from './parse';

describe('a length of time given to a command', () => {
  it.each([
    ['30s', 30_000],
    ['1h30m', 5_400_000],
    ['2w', 14 * 86_400_000],
    ['250ms', 250],
  ])('may be %s', (text, milliseconds) => expect(parseDuration(text)).toBe(milliseconds));

  it.each(['', '5', '-5m', '1.5h', 'soon', '1m1h'])('is not %j', (text) =>
    expect(() => parseDuration(text)).toThrow('is no length of time: give 30s, 5m, 1h30m or 1d'),
  );

  it.each(['0s', '30d'])('may be bounded: not %s', (text) =>
    expect(() => parseDurationWithin(1000, 86_400_000)(text)).toThrow(`"${text}" is not from 1s to 1d`),
  );

  it('may say how long ago something was', () => {
    vi.setSystemTime('2026-01-31T12:00:00Z');
    expect(parseMoment('1h30m')).toEqual(new Date('2026-01-31T10:30:00Z'));
    vi.useRealTimers();
    expect(parseMoment('2026-01-31T22:00:00Z')).toEqual(new Date('2026-01-31T22:00:00Z'));
    expect(() => parseMoment('yesterday')).toThrow('is no time');
  });
});

describe('an address given to a command', () => {
  it('has no slash at its end', () => expect(parseUrl('http://h:1/base//')).toBe('http://h:1/base'));

  it.each(['http://u:hunter2@h', 'http://h?token=hunter2', 'http://h#hunter2', 'http://u:hunter2@h:port', 'hunter2'])(
    'is not %s, which is not said back',
    (text) => {
      expect(() => parseUrl(text)).toThrow(/^(?!.*hunter2).*is no address/);
    },
  );
});
