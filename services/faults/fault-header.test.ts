import { describe, expect, it } from 'vitest';
import { parseFaultHeader } from './fault-header';

describe('the header x-fault', () => {
  it('names one or several faults, each for a share of the requests', () => {
    expect(parseFaultHeader('n-plus-one')).toEqual([{ name: 'n-plus-one', percent: 100 }]);
    expect(parseFaultHeader('n-plus-one;percent=12.5, slow-query ; percent=0')).toEqual([
      { name: 'n-plus-one', percent: 12.5 },
      { name: 'slow-query', percent: 0 },
    ]);
  });

  it.each([
    ['an unknown fault', 'time-travel', 'A request can ask for one of: n-plus-one, '],
    ['a fault of a whole process', 'clock-skew', 'A request can ask for one of: '],
    ['nothing', '', 'Write it as a list'],
    ['a share of nothing', 'slow-query;percent=', 'Write it as a list'],
    ['a share above all', 'slow-query;percent=101', 'from 0 to 100'],
    ['another parameter', 'slow-query;seconds=3', 'Write it as a list'],
    ['too many', Array(11).fill('slow-query').join(), 'At most 10'],
  ])('is refused with %s', (_, header, message) => {
    expect(() => parseFaultHeader(header)).toThrow(message);
  });
});
