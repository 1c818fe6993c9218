import { expect, test } from 'vitest';
import { resourceOf } from '../settings/resource';
import { registry } from './registry';
import { describeTarget } from './target-info';

test('whatever attributes a resource has, they are labels', async () => {
  const OTEL_RESOURCE_ATTRIBUTES = 'team=shop,0day=x,__name__=y,%C3%A9=z,a.b=1,a_b=2,quote=%22%5C%0A';
  describeTarget(resourceOf({ OTEL_SERVICE_NAME: 'order', OTEL_RESOURCE_ATTRIBUTES }));

  const text = await registry.metrics();
  const [line = ''] = text.match(/^target_info\{.*\} 1$/m) ?? [];
  expect(line).toContain('service_name="order"');
  expect(line).toContain('team="shop",_0day="x",_name__="y"');
  expect(line).toContain('quote="\\"\\\\\\n"');
});
