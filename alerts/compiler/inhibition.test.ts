import { expect, it } from 'vitest';
import { inhibitRules } from './inhibition';

it('holds back every lower tier of the same SLO and group, and no higher one', () => {
  expect(inhibitRules(['http_route'])[1]).toEqual({
    source_matchers: ['tier="page-quick"'],
    target_matchers: ['tier=~"page-slow|ticket-quick|ticket-slow"'],
    equal: ['sloth_id', 'http_route'],
  });
  expect(inhibitRules()).toHaveLength(4);
});
