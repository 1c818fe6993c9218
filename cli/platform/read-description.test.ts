import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { descriptionSchema, schemaFile } from './description-schema';
import { readDescriptionFile } from './read-description';

const folder = mkdtempSync(join(tmpdir(), 'sightline-described-'));
afterAll(() => rmSync(folder, { recursive: true }));
const path = join(folder, 'sightline.yaml');

function read(text: string) {
  writeFileSync(path, text);
  return readDescriptionFile(path);
}

const mine = (lines: string) => `platforms:\n  mine:\n${lines.replace(/^/gm, '    ')}\n`;

function problems(text: string): string[] {
  try {
    read(text);
  } catch (error) {
    expect(error).toMatchObject({ code: 'USAGE' });
    return (error as Error).message.split('\n').map((line) => line.replace(`${path}:`, ''));
  }
  return [];
}

describe('a platform that is described', () => {
  it('has its parts where they are, and is let in as it says', () => {
    const file = read(
      mine(`
traces: { tempo: https://tempo.example.com, tenant: shop, bearerTokenFile: ~/.tempo-token }
logs: http://127.0.0.1:3100
metrics:
  prometheus: https://mimir.example.com/prometheus
  basicAuth: { username: me, passwordFile: secret/password }
  headers: { X-Team: checkout, X-Api-Key: { variable: API_KEY } }
  ca: ca.pem
  clientCertificate: { certificate: me.pem, key: /keys/me.key }
  timeout: 1m30s
alerts: { alertmanager: http://127.0.0.1:9093, bearerTokenVariable: ALERT_TOKEN }
dashboards: { grafana: http://127.0.0.1:3000 }
otlp: { url: http://127.0.0.1:4318 }`),
    );
    expect(file.meant).toBe('mine');
    expect(file.platforms).toEqual([
      {
        name: 'mine',
        parts: {
          traces: {
            store: 'tempo',
            url: 'https://tempo.example.com',
            headers: { 'X-Scope-OrgID': 'shop' },
            bearerToken: { file: join(homedir(), '.tempo-token') },
          },
          logs: { url: 'http://127.0.0.1:3100' },
          metrics: {
            url: 'https://mimir.example.com/prometheus',
            basicAuth: { username: 'me', password: { file: join(folder, 'secret/password') } },
            headers: { 'X-Team': 'checkout', 'X-Api-Key': { variable: 'API_KEY' } },
            ca: join(folder, 'ca.pem'),
            clientCertificate: { certificate: join(folder, 'me.pem'), key: '/keys/me.key' },
            timeoutMs: 90_000,
          },
          alerts: { url: 'http://127.0.0.1:9093', bearerToken: { variable: 'ALERT_TOKEN' } },
          dashboards: { url: 'http://127.0.0.1:3000' },
          otlp: { url: 'http://127.0.0.1:4318' },
        },
      },
    ]);
  });

  it('may leave out whatever it does not have', () => {
    expect(read(mine('otlp: http://127.0.0.1:4318')).platforms[0]?.parts).toEqual({
      otlp: { url: 'http://127.0.0.1:4318' },
    });
    expect(read('platforms: { mine: {} }').platforms).toEqual([{ name: 'mine', parts: {} }]);
  });

  it('may be behind Grafana, or in a cluster', () => {
    const [behind] = read(
      mine('dashboards: https://grafana.example.com\ntraces: grafana\nlogs: { grafana: loki-1 }'),
    ).platforms;
    expect(behind?.parts).toMatchObject({ traces: { dataSource: undefined }, logs: { dataSource: 'loki-1' } });
    const [clustered] = read(mine('kubernetes: { context: prod, namespace: o11y }\nlogs: http://loki:3100')).platforms;
    expect(clustered?.kubernetes).toEqual({ context: 'prod', namespace: 'o11y' });
  });

  it('is the one that is meant when it is the only one, or the default', () => {
    const several = 'platforms: { one: {}, two: {} }';
    expect(read(several).meant).toBeUndefined();
    expect(read(`default: two\n${several}`).meant).toBe('two');
  });
});

describe('what is wrong with a description', () => {
  it.each([
    ['a mistyped part', mine('metric: http://a'), '3: platforms.mine.metric is not known here: did you mean metrics?'],
    [
      'a mistyped way in',
      mine('logs:\n  loki: http://a\n  bearerTokenFle: x'),
      '5: platforms.mine.logs.bearerTokenFle is not known here: did you mean bearerTokenFile?',
    ],
    [
      'a mistyped store',
      mine('logs: { lokki: http://a }'),
      '3: platforms.mine.logs.lokki is not known here: did you mean loki?',
    ],
    ['a mistyped beginning', 'platform: {}', '1: platform is not known here: did you mean platforms?'],
    [
      'a token',
      mine('logs: { loki: http://a, token: abc }'),
      '3: platforms.mine.logs.token holds a secret, which is not written here: put it in a file of its own or in a variable; write bearerTokenFile: <path> or bearerTokenVariable: <NAME>',
    ],
    [
      'no address',
      mine('logs: loki'),
      '3: platforms.mine.logs is no address: write one such as https://store.example.com',
    ],
    [
      'no store',
      mine('traces: http://a'),
      '3: platforms.mine.traces is written as { tempo: <url> }, { zipkin: <url> }',
    ],
    [
      'two stores',
      mine('traces: { tempo: http://a, zipkin: http://b }'),
      '3: platforms.mine.traces says where it is once',
    ],
    ['a way in alone', mine('traces: { tenant: a }'), '3: platforms.mine.traces says where it is once'],
    [
      'two ways in',
      mine('logs: { loki: http://a, bearerTokenFile: a, bearerTokenVariable: B }'),
      '3: platforms.mine.logs.bearerTokenVariable is one too many beside bearerTokenFile',
    ],
    [
      'no password',
      mine('logs: { loki: http://a, basicAuth: { username: a } }'),
      '3: platforms.mine.logs.basicAuth says once where',
    ],
    ['no Grafana', mine('logs: grafana'), '3: platforms.mine.logs is behind a Grafana that is not named'],
    ['a number for an address', mine('otlp: 4318'), '3: platforms.mine.otlp is an address, or { url: <url>, ... }'],
    ['a list', 'platforms: [mine]', '1: platforms is a group of keys, and not what stands there'],
    ['nothing', '', '1: platforms is missing'],
    ['a name that is ours', 'platforms:\n  local: {}', '2: platforms.local is found by itself: choose another name'],
    ['an unknown default', 'default: other\nplatforms: { mine: {} }', '1: default is none of the platforms mine'],
    ['no time', mine('logs: { loki: http://a, timeout: soon }'), '3: platforms.mine.logs.timeout is no length of time'],
    ['no YAML', 'platforms: {', '1: '],
    ['a key twice', 'platforms: {}\nplatforms: {}', '2: Map keys must be unique'],
  ])('is told by line, key and what to write: %s', (_, text, message) => {
    expect(problems(text)).toEqual([expect.stringContaining(message)]);
  });

  it('is told all at once, in the order of the lines', () => {
    expect(
      problems(mine('metric: http://a\nlogs: nowhere\nalert: http://b')).map((line) => line.split(':')[0]),
    ).toEqual(['3', '4', '5']);
  });

  it.each([
    ...['token', 'password', 'bearerToken', 'apiKey', 'secret', 'authorization', 'bearer_token'].map(
      (key) => `logs: { loki: http://a, ${key}: s3cr3t-value }`,
    ),
    ...['Authorization', 'X-Api-Key', 'Cookie', 'X-Auth-Token'].map(
      (header) => `logs: { loki: http://a, headers: { ${header}: s3cr3t-value } }`,
    ),
    'logs: { loki: http://a, basicAuth: { username: me, password: s3cr3t-value } }',
    'logs: http://me:s3cr3t-value@store.example',
    'logs: https://store.example?token=s3cr3t-value',
    'dashboards: { grafana: http://a, token: s3cr3t-value }',
    'otlp: { url: http://a, bearerTokenVariable: s3cr3t-value }',
    's3cr3t: { a: s3cr3t-value }',
    'kubernetes: { token: s3cr3t-value }',
  ])('never shows a secret that stands in it: %s', (line) => {
    const said = problems(mine(line)).join('\n');
    expect(said).not.toBe('');
    expect(said).not.toContain('s3cr3t-value');
  });

  it('is told in order, whatever stands there', () => {
    const keys = [
      'platforms',
      'mine',
      'traces',
      'tempo',
      'logs',
      'loki',
      'headers',
      'basicAuth',
      'default',
      '<<',
      '__proto__',
      'constructor',
      '1',
      '',
    ];
    const values = [
      'null',
      '~',
      '1',
      '-1.5',
      'true',
      '[]',
      '{}',
      '[1, {a: b}]',
      '2026-01-01',
      '"a b"',
      '&a x',
      '*a',
      '!!binary aGk=',
      '? k',
      'grafana',
      'http://a',
      '|\n text',
    ];
    let seed = 7;
    const pick = <Item>(items: readonly Item[]) => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return items[seed % items.length] as Item;
    };
    const made = (depth: number): string =>
      Array.from({ length: 1 + (seed % 3) }, () => {
        const key = `${'  '.repeat(3 - depth)}${pick(keys)}:`;
        return depth > 0 && pick([true, true, false]) ? `${key}\n${made(depth - 1)}` : `${key} ${pick(values)}`;
      }).join('\n');
    for (let round = 0; round < 400; round++) {
      const text = made(3);
      for (const line of problems(text)) expect(line, text).toMatch(/^\d+: /);
    }
  });

  it.each([
    ...[
      '!hunter2',
      '!!hunter2 x',
      '!a!hunter2',
      '!<hunter2> x',
      '*hunter2',
      '|hunter2',
      '>hunter2',
      '%hunter2',
      '@hunter2',
    ],
    ...['"\\qhunter2"', "'hunter2", '"hunter2', '[hunter2', '{hunter2', 'a: hunter2', '"a" hunter2'],
  ])('does not say back what it cannot read: %s', (value) => {
    const said = problems(mine(`logs:\n  loki: http://a\n  bearerTokenFile: ${value}`));
    expect(said[0]).toMatch(/^\d+: /);
    expect(said.join()).not.toContain('hunter2');
  });

  it.each(['30d', '1y', '0s'])('is a timeout that no timer can keep: %s', (timeout) =>
    expect(problems(mine(`logs: { loki: http://a, timeout: ${timeout} }`))[0]).toContain(
      'is no length of time up to 1h',
    ),
  );

  it.each(['Authorization', 'authorization'])('is a token beside the header %s', (header) =>
    expect(
      problems(mine(`logs: { loki: http://a, bearerTokenFile: a, headers: { ${header}: { file: b } } }`))[0],
    ).toContain('is one too many beside bearerTokenFile'),
  );

  it('is that it is too large, or not there', () => {
    expect(problems(`# ${'x'.repeat(1_000_001)}`)[0]).toContain('larger than a megabyte');
    expect(() => readDescriptionFile(join(folder, 'none.yaml'))).toThrow('cannot be read');
  });
});

describe('the schema for editors', () => {
  it('is what `npm run generate -w @sightline/cli` makes', () => {
    expect(JSON.parse(readFileSync(schemaFile, 'utf8'))).toEqual(JSON.parse(JSON.stringify(descriptionSchema())));
  });
});
