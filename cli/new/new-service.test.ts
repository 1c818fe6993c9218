import { readFileSync } from 'node:fs';
import { allComponents, inRepository } from '@sightline/stack';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { newServiceJson, newServiceText } from './new-service-text';
import { planService } from './plan-service';
import { spellingsOf } from './spellings';
import { undoing } from './undo';

/** Of a service that nobody adds: this holds when others were added, too. */
const unheardOf = 'tea-kettle';

/** What people call services, and some that only a program would. */
const anyName = fc
  .array(fc.stringMatching(/^[a-z][a-z0-9]{0,7}$/), { minLength: 1, maxLength: 3 })
  .map((words) => words.join('-'));

/** The plan, or why there is none. */
function planOf(name: string) {
  try {
    return planService(name);
  } catch (error) {
    return (error as Error).message;
  }
}

describe('a new service', () => {
  it('is named wherever each service is, whatever it is called', { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(anyName, (name) => {
        const plan = planOf(name);
        if (typeof plan === 'string') return;
        const { files, changes, port } = plan;
        const { NAME, camel } = spellingsOf(name);
        const textOf = (path: string) => changes.find((each) => each.path === path)?.text ?? '';
        for (const { path, text } of files) expect(`${path}\n${text}`).not.toMatch(/%[a-zA-Z]+%/);
        const jobs = parse(textOf('collector/config/base.yaml')).receivers['prometheus/services'].config.scrape_configs;
        expect(jobs).toContainEqual({
          job_name: name,
          static_configs: `\${env:${NAME}_TARGETS}`,
        });
        const { services } = parse(textOf('docker-compose.yml'), { merge: true, maxAliasCount: -1 });
        expect(services[name].environment.PORT).toBe(port);
        expect(parse(services.collector.environment[`${NAME}_TARGETS`])).toEqual([
          { targets: [`${name}:${port}`], labels: { instance: `${name}-1` } },
        ]);
        const closed = parse(textOf('docker-compose.production.yml'), {
          merge: true,
          maxAliasCount: -1,
          logLevel: 'error',
          customTags: ['!reset'].map((tag) => ({ tag, collection: 'seq' as const, resolve: (seq: unknown) => seq })),
        }).services[name];
        expect(closed).toMatchObject({ environment: { SIGHTLINE_FAULTS: 'off' }, networks: ['telemetry'] });
        expect([closed.ports, JSON.stringify(closed).includes('payment')]).toEqual([[], false]);
        expect(JSON.stringify(closed)).not.toMatch(/DATABASE|passwords/);
        const { environment } = parse(textOf('docker-compose.production.permissive.yml'), {
          merge: true,
          logLevel: 'error',
        }).services[name];
        expect(environment.FLAGS_URL).toMatch(/^https:/);
        expect(textOf('stack/components.ts')).toContain(`import { ${camel} } from './services/${name}';`);
        expect(textOf('services/catalogue/shop.ts')).toContain(`import { ${camel} } from './${name}';`);
      }),
      { numRuns: 8 },
    );
  });

  it('changes nothing but to add to it', () => {
    for (const { path, text } of planService(unheardOf).changes) {
      const left = text.split('\n');
      for (const line of readFileSync(inRepository(path), 'utf8').split('\n')) {
        // What is added within a line leaves its two halves.
        const at = left.findIndex(
          (each) => each === line || each.replace(/(?:, 'tea-kettle'|tea-kettle, )/, '') === line,
        );
        expect([path, line, at >= 0]).toEqual([path, line, true]);
        left.splice(0, at + 1);
      }
    }
  });

  it('gets the next free port, or the one that is asked for', () => {
    const { port } = planService(unheardOf);
    expect(port).toBeGreaterThan(3000);
    expect(planService(unheardOf, { port: 7001 }).port).toBe(7001);
    expect(() => planService(unheardOf, { port: 9090 })).toThrow(/9090 is prometheus's/);
  });

  it('is told with what it would write, and what to do next', () => {
    const plan = planService(unheardOf);
    expect(newServiceText(plan, {}, true)).toMatch(/^Would write.*services\/tea-kettle\/main\.ts.*Would name it in/s);
    expect(newServiceText(plan, {}, false)).toMatch(/npx sightline trace --last --service tea-kettle/);
    const failed = { step: 'compile', reason: 'error TS1' };
    expect(newServiceText(plan, { failed }, false)).toMatch(/error TS1.*go on with\n {2}npx tsc -b\n {2}npm run gen/s);
  });
});

describe('what undoes it', () => {
  const status = ' M tsconfig.json\n M docker-compose.yml\n?? services/tea-kettle/\n?? alerts/slos/tea-kettle.yaml\n';

  it('names each path, and touches nothing else', () => {
    expect(undoing(status, 'tea-kettle')).toEqual([
      'git restore tsconfig.json docker-compose.yml',
      'git clean -fdx services/tea-kettle/ alerts/slos/tea-kettle.yaml',
      'rm -f node_modules/@sightline/tea-kettle',
    ]);
  });

  it('is not told where nothing was written, and said to be missing where there is no git', () => {
    const plan = planService(unheardOf);
    expect(newServiceJson(plan, {}, true)).not.toHaveProperty('undo');
    expect(newServiceText(plan, {}, true)).not.toContain('git');
    expect(newServiceText(plan, {}, false)).toContain('There is no git here: nothing undoes it.');
    expect(newServiceText(plan, { undo: ['git restore a'] }, false)).toContain('  git restore a');
  });

  it('and what goes on after a failure can be typed as it stands', () => {
    const failed = { step: 'format', reason: 'a file is odd' };
    expect(newServiceText(planService(unheardOf), { failed }, false)).toContain('\n  npx biome check --write .\n');
  });
});

describe('a name that will not do is refused', () => {
  it.each([
    ['Gift-Card', 'small letters'],
    ['gift_card', 'small letters'],
    ['gift-', 'small letters'],
    ['gift-2', 'begin with a letter'],
    ['../gift', 'small letters'],
    ['', 'small letters'],
    ['a-very-long-name-for-a-little-service', 'longer than 30'],
    ['class', 'a word of TypeScript'],
    ['await', 'a word of TypeScript'],
    ['exports', 'a word of TypeScript'],
    ['to-string', 'a word of TypeScript'],
    ['process', 'a word of TypeScript'],
    ['engines', 'means something else in stack/components.ts'],
    ['log-events', 'means something else in services/catalogue/shop.ts'],
    ['otlp-http', 'SIGHTLINE_PORT_OTLP_HTTP is another port'],
    ['dashboards', 'taken'],
    ['otel-collector', 'taken'],
    ['catalogue', 'taken'],
    ['messaging', 'taken'],
    ['localhost', 'somebody else'],
    ['testing', 'a folder'],
    ['utils', 'a folder'],
    ['business', 'There already is dashboards/boards/business.ts'],
  ])('%j, since %s', (name, reason) => {
    expect(planOf(name)).toMatch(reason);
  });

  it.each(allComponents.map(({ name }) => name))('%s, which is a component', (name) => {
    expect(planOf(name)).toMatch('taken');
  });
});
