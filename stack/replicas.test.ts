import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addresses } from './addresses';
import type { Site } from './component';
import { allComponents, componentsOf, waitsFor, withNeeds } from './components';
import { collector } from './engines/collector';
import { applicationOf, hasFront, instancesOf, mostReplicas, parseReplicas, type Replicas } from './replicas';
import { type ApplicationName, applicationNames } from './services/applications';
import { connectionsFor, poolSize } from './services/connections';
import { readSettings } from './settings';
import { testSite } from './testing/site';

const counts = fc.dictionary(
  fc.constantFrom(...applicationNames),
  fc.integer({ min: 1, max: mostReplicas }),
) as fc.Arbitrary<Replicas>;

const textOf = (replicas: Replicas) =>
  Object.entries(replicas)
    .map(([name, count]) => `${name}=${count}`)
    .join(',');

/** Every environment of every process. */
const environments = (replicas: Replicas, made: Site) => {
  const site = { ...made, replicas, program: () => '/nowhere' };
  return Object.fromEntries(
    componentsOf(replicas)
      .filter(
        ({ name }) =>
          name === 'collector' || name === 'front' || applicationNames.includes(applicationOf(name) as never),
      )
      .map((component) => [component.name, component.command(site).env ?? {}]),
  );
};

describe('how many there are of each', () => {
  it('is read from --replicas and from the environment', () => {
    expect(parseReplicas('order=2, payment=9')).toEqual({ order: 2, payment: 9 });
    expect(readSettings({ SIGHTLINE_REPLICAS: 'order=3' }).replicas).toEqual({ order: 3 });
    expect(readSettings({}).replicas).toEqual({});
  });

  it.each([
    ['order=0', '"order=0": not a whole number from 1 to 9'],
    ['order=10', 'not a whole number from 1 to 9'],
    ['order=1e3', 'not a whole number'],
    ['order=2.0', 'not a whole number'],
    ['order=-1', 'not a whole number'],
    ['order=', 'not a whole number'],
    ['ordre=2', 'no service ordre, but order, payment'],
    ['order=2,order=3', '"order=3": order was named before'],
    ['=', 'not <service>=<how many>'],
    ['1e3', 'not <service>=<how many>'],
    ['order', 'not <service>=<how many>'],
    ['order=2=3', 'not <service>=<how many>'],
    ['', 'there is nothing'],
    ['order=2,', 'there is nothing'],
    ['__proto__=2', 'no service __proto__'],
  ])('is not "%s"', (text, problem) => {
    expect(() => parseReplicas(text)).toThrow(problem);
    expect(() => parseReplicas(text)).toThrow(/Accepted: .* from 1 to 9, for example order=2,payment=2/);
  });

  it('is told as the environment has it, when that is wrong', () => {
    expect(() => readSettings({ SIGHTLINE_REPLICAS: 'order=0' })).toThrow(
      /SIGHTLINE_REPLICAS came as "order=0"; accepted: how many/,
    );
  });

  it('is never anything else, whatever is written', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        try {
          for (const [name, count] of Object.entries(parseReplicas(text))) {
            expect(applicationNames).toContain(name);
            expect(count).toBeGreaterThanOrEqual(1);
            expect(count).toBeLessThanOrEqual(mostReplicas);
          }
        } catch (error) {
          expect(error).toHaveProperty('code', 'INVALID_REPLICAS');
        }
      }),
    );
    fc.assert(
      fc.property(counts, (replicas) => {
        if (textOf(replicas) !== '') expect(parseReplicas(textOf(replicas))).toEqual(replicas);
      }),
    );
  });
});

describe('a platform with several of a service', () => {
  it('is the usual one where there is one of each', () => {
    expect(componentsOf({})).toBe(allComponents);
    expect(componentsOf({ order: 1, payment: 1 })).toBe(allComponents);
  });

  it('has as many of each as were asked for, and one front before them', () => {
    expect(componentsOf({ order: 2, payment: 3 }).map(({ name }) => name)).toEqual([
      ...allComponents
        .map(({ name }) => name)
        .filter((name) => name !== 'order' && name !== 'payment' && name !== 'traffic'),
      ...['payment-1', 'payment-2', 'payment-3', 'order-1', 'order-2', 'front', 'traffic'],
    ]);
  });

  it('waits for all of them where it waits for the service, and starts no circle', () => {
    fc.assert(
      fc.property(counts, (replicas) => {
        const all = componentsOf(replicas);
        const chosen = withNeeds(['traffic'], all).map(({ name }) => name);
        for (const name of applicationNames) {
          const instances = instancesOf(name, replicas);
          expect(chosen).toEqual(expect.arrayContaining(instances.length > 0 ? [...instances, 'front'] : [name]));
        }
        const front = all.find(({ name }) => name === 'front');
        for (const instance of front ? waitsFor(front) : []) {
          const one = all.find(({ name }) => name === instance);
          expect(one && waitsFor(one)).not.toContain('front');
        }
      }),
    );
  });

  it('gives each component ports, a log and, of instances, an identity of its own', () => {
    const made = testSite();
    fc.assert(
      fc.property(counts, (replicas) => {
        const all = componentsOf(replicas).filter(({ standsInFor }) => !standsInFor);
        const at = addresses({});
        const ports = all.flatMap((component) => component.ports.map((name) => at.ports[name]));
        expect(new Set(ports).size).toBe(ports.length);
        const { home } = made;
        expect(new Set(all.map(({ name }) => home.log(name))).size).toBe(all.length);
        const ids = Object.entries(environments(replicas, made)).flatMap(
          ([name, { OTEL_RESOURCE_ATTRIBUTES: told = '' }]) => {
            const [, id] = /service\.instance\.id=([^,]+)/.exec(told) ?? [];
            return id === undefined ? [] : [{ name, id }];
          },
        );
        for (const { name, id } of ids) expect(id).toBe(/-\d$/.test(name) ? name : `${name}-1`);
      }),
      { numRuns: 20 },
    );
  });

  it('stays at the public address, with a front that knows every instance, and a collector that scrapes each', () => {
    const made = testSite();
    fc.assert(
      fc.property(counts, (replicas) => {
        const at = addresses({});
        const told = environments(replicas, made);
        const fronted = JSON.parse(told.front?.FRONT_SERVICES ?? '[]') as {
          name: ApplicationName;
          port: number;
          instances: unknown[];
        }[];
        for (const name of applicationNames) {
          const instances = instancesOf(name, replicas);
          const one = fronted.find((each) => each.name === name);
          expect(one?.instances ?? []).toEqual(
            instances.map((instance) => ({ name: instance, url: at.url(instance) })),
          );
          if (one) expect(one.port).toBe(at.ports[name]);
          const scraped = JSON.parse(told.collector?.[`${name.toUpperCase()}_TARGETS`] ?? '');
          expect(scraped).toEqual(
            (instances.length > 0 ? instances : [name]).map((each) => ({
              targets: [at.at(each)],
              labels: { instance: each === name ? `${name}-1` : each },
            })),
          );
        }
        expect(JSON.parse(told.collector?.FRONT_TARGETS ?? '[]')).toHaveLength(hasFront(replicas) ? 1 : 0);
      }),
      { numRuns: 20 },
    );
  });

  it('has room in PostgreSQL for all their connections, and gives a client no more than one instance alone', () => {
    const made = testSite();
    fc.assert(
      fc.property(counts, (replicas) => {
        const most = connectionsFor(replicas);
        const told = environments(replicas, made);
        const pools = applicationNames.map((name) => {
          const instances = replicas[name] ?? 1;
          return instances * (instances === 1 ? 20 : Number(told[`${name}-1`]?.DATABASE_POOL_SIZE));
        });
        expect(most - pools.reduce((sum, each) => sum + each, 0)).toBeGreaterThanOrEqual(40);
        for (const name of applicationNames.filter((each) => instancesOf(each, replicas).length > 0))
          expect(told[`${name}-1`]?.RATE_LIMIT_INSTANCES).toBe(String(replicas[name]));
      }),
      { numRuns: 20 },
    );
    expect(poolSize(1)).toBe(20);
  });

  it('is scraped with nothing more where there is one of each', () => {
    expect(collector.command({ ...testSite(), program: () => '/nowhere' }).env).not.toHaveProperty('FRONT_TARGETS');
  });
});
