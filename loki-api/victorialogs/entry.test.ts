import { describe, expect, it } from 'vitest';
import { labelName } from '../labels/names';
import { entryOf, isScientific } from './entry';

const row = { _time: '2026-11-27T17:30:00.000000001Z', _msg: 'x', _stream: '{}', _stream_id: '0' };

describe('a stored line', () => {
  it('has the labels of its stream, and everything else beside it, under the names of Loki', () => {
    expect(
      entryOf({ ...row, 'service.name': 'order', level: 'info', 'http.route': '/x', 'scope.attributes.a-b': '1' }),
    ).toEqual({
      timeUnixNano: 1_795_800_600_000_000_001n,
      line: 'x',
      stream: { service_name: 'order', level: 'info' },
      metadata: { http_route: '/x', a_b: '1' },
    });
  });

  it('shows what was said of severity and scope, not what was filled in', () => {
    const filled = { 'scope.name': 'unknown', 'scope.version': 'unknown' };
    expect(entryOf({ ...row, ...filled, severity_number: '0', severity_text: 'Unspecified' }).metadata).toEqual({});
    expect(entryOf({ ...row, ...filled, severity_number: '10', severity_text: 'Info2' }).metadata).toEqual({
      severity_number: '10',
    });
    expect(entryOf({ ...row, 'scope.name': 'http', severity_number: '9', severity_text: 'info' }).metadata).toEqual({
      scope_name: 'http',
      severity_number: '9',
      severity_text: 'info',
    });
  });

  it('may have no words', () => expect(entryOf({ _time: row._time }).line).toBe(''));

  it('has numbers as JSON writes them', () => {
    expect(entryOf({ ...row, tiny: '0.00000015', id: '1234567890123456789012' }).metadata).toEqual({
      tiny: '1.5e-7',
      id: '1234567890123456789012',
    });
    expect(['1e+21', '0.00000015', '12', 'e'].map(isScientific)).toEqual([true, true, false, false]);
  });
});

describe('the label of an attribute', () => {
  it.each([
    ['service.name', 'service_name'],
    ['a..b--c', 'a_b_c'],
    ['1st', 'key_1st'],
    ['__name__', '__name__'],
    ['_x', '_x'],
    ['grüße', 'gr_e'],
  ])('%s is %s', (attribute, label) => expect(labelName(attribute)).toBe(label));
});
