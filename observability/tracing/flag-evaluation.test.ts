import { beforeEach, expect, test } from 'vitest';
import { spans } from '../testing/demo-catalogue';
import { recordSpans } from '../testing/recorded-spans';
import { recordFlagEvaluation } from './flag-evaluation';
import { withSpan } from './with-span';

const recorded = recordSpans();
beforeEach(() => recorded.clear());

test('a flag that takes work another way is seen on the span of that work', () => {
  withSpan(spans.orderPlace, {}, () => recordFlagEvaluation({ key: 'slow-query', variant: 'on' }));

  const span = recorded.one('order place');
  const said = { 'feature_flag.key': 'slow-query', 'feature_flag.result.variant': 'on' };
  expect(span.attributes).toMatchObject(said);
  expect(span.events.map(({ name, attributes }) => ({ name, attributes }))).toEqual([
    { name: 'feature_flag.evaluation', attributes: said },
  ]);
});
