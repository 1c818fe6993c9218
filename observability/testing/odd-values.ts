/** Values that are hard on whoever looks at them: what is logged may be any of them. */
export function oddValues(): Readonly<Record<string, unknown>> {
  const circular: Record<string, unknown> = { a: 1 };
  circular.self = circular;
  const circularMap = new Map<string, unknown>();
  circularMap.set('self', circularMap);
  const error = new Error('outer');
  error.cause = error;
  const refuses = () => {
    throw new Error('no');
  };
  const handler = Object.fromEntries(
    Object.getOwnPropertyNames(Reflect).map((trap) => [trap, refuses]),
  ) as ProxyHandler<object>;
  const revoked = Proxy.revocable({}, {});
  revoked.revoke();
  let deep: unknown = 'end';
  for (let level = 0; level < 10_000; level++) deep = { deep };
  return {
    undefined: undefined,
    null: null,
    'not a number': Number.NaN,
    infinity: Number.NEGATIVE_INFINITY,
    'a small BigInt': 5n,
    'a large BigInt': 2n ** 100n,
    'a symbol': Symbol('x'),
    'a function': function named() {},
    'a class': class Some {},
    'an object with a BigInt': { id: 10n, list: [1n] },
    'an object with symbols': { [Symbol('key')]: Symbol('value') },
    circular,
    'a circular map': circularMap,
    'a getter that throws': {
      fine: 1,
      get broken() {
        return refuses();
      },
    },
    'a toJSON that throws': { fine: 1, toJSON: refuses },
    'a toJSON that gives itself': {
      toJSON() {
        return this;
      },
    },
    'a toJSON that gives ever new ones': endless(),
    'a proxy that refuses everything': new Proxy({}, handler),
    'a proxy of an error that refuses everything': new Proxy(new Error('x'), handler),
    'a revoked proxy': revoked.proxy,
    'an object without a prototype': Object.create(null),
    'a map': new Map<unknown, unknown>([
      ['key', 1],
      [{ object: 'key' }, 2n],
    ]),
    'a set': new Set([1, 'two', Symbol('three')]),
    'an invalid date': new Date(Number.NaN),
    'a date': new Date(0),
    'a boxed string': Object('text'),
    bytes: Buffer.alloc(1_000_000),
    'a huge array': Array.from({ length: 1_000_000 }, (_, index) => index),
    'a sparse array': Object.assign([], { length: 4_000_000_000 }),
    'a huge text': 'x'.repeat(5_000_000),
    'an object with very many keys': Object.fromEntries(
      Array.from({ length: 100_000 }, (_, index) => [`k${index}`, index]),
    ),
    'very deep': deep,
    'a promise': Promise.resolve(1),
    'a weak map': new WeakMap(),
    'an error': new TypeError('boom'),
    'an error that is its own cause': error,
    'an error without a prototype': Object.setPrototypeOf(new Error('x'), null),
    'an error whose message throws': Object.defineProperty(new Error('x'), 'message', { get: refuses }),
    'an error whose stack throws': Object.defineProperty(new Error('x'), 'stack', { get: refuses }),
    'an error whose name throws': Object.defineProperty(new Error('x'), 'name', { get: refuses }),
    'an error whose stack is an object': Object.assign(new Error('x'), { stack: { a: 1 } }),
    'an aggregate of a million': new AggregateError(
      Array.from({ length: 1_000_000 }, () => 'inner'),
      '',
    ),
    'an aggregate of aggregates': new AggregateError([new AggregateError([new Error('deep inside')], '')], ''),
  };
}

const endless = (): object => ({ toJSON: endless });
