import { expect, test } from 'vitest';
import { packageOf, timeByPackage } from './cpu-profile';

const frame = (url: string, functionName = 'work') => ({ functionName, url });

test.each([
  ['file:///srv/node_modules/@opentelemetry/sdk-trace/build/src/Span.js', '@opentelemetry/sdk-trace'],
  ['file:///srv/node_modules/@nestjs/core/node_modules/uid/dist/index.js', 'uid'],
  ['/srv/node_modules/pino/lib/tools.js', 'pino'],
  ['node:internal/async_hooks', 'Node.js'],
  ['file:///srv/observability/dist/tracing/with-span.js', '@sightline/observability, tracing'],
  ['file:///srv/observability/dist/start.js', '@sightline/observability'],
  ['file:///srv/services/order/dist/orders/orders.service.js', 'the service'],
  ['', 'Node.js and the kernel, native'],
])('code of %j is that of %s', (url, name) => {
  expect(packageOf(frame(url))).toBe(name);
});

test('a function is not taken for what every object has', () => {
  expect(packageOf(frame('/srv/node_modules/pino/lib/tools.js', 'toString'))).toBe('pino');
  expect(packageOf(frame('node:net', 'constructor'))).toBe('Node.js');
});

test('time is that of the samples within the span; idle is none', () => {
  const nodes = [frame('', '(root)'), frame('', '(idle)'), frame('', '(garbage collector)'), frame('node:net')].map(
    (callFrame, id) => ({ id, callFrame }),
  );
  const profile = { nodes, startTime: 1_000, samples: [3, 3, 1, 2, 3, 3], timeDeltas: [10, 20, 30, 40, 50, 60] };

  expect([...timeByPackage(profile, { from: 1_030, to: 1_150 })]).toEqual([
    ['Node.js', 20 + 50],
    ['V8, collecting garbage', 40],
  ]);
});
