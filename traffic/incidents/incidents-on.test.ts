import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listening } from '../testing/listening';
import { incidents } from '.';
import { incidentsOn } from './incidents-on';
import type { IncidentPlatform } from './platform';

const usual = { latencyMs: { p50: 30, p99: 150 }, failureRate: 0.01 };

let answers: Record<string, unknown>;
let heldDown: string[];
let platform: IncidentPlatform;
let close: () => void;

beforeEach(async () => {
  heldDown = [];
  answers = { '/flags': { flags: [{ key: 'n-plus-one', percent: 0 }] }, '/behaviour': usual };
  const server = await listening((request, response) => response.end(JSON.stringify(answers[request.url ?? ''])));
  close = server.close;
  platform = {
    own: {},
    apiKey: 'a key of the tests',
    shopperKey: 'another key of the tests',
    url: () => server.url,
    intervene: async () => {},
    isIntervenedIn: (component) => heldDown.includes(component),
  };
});
afterEach(() => close());

const namesOn = async () => (await incidentsOn(incidents, platform)).map(({ name }) => name);
const withFlag = (flag: object) => {
  answers['/flags'] = { flags: [flag] };
};

describe('the incidents that are on', () => {
  it('are none while everything is as it should be', async () => {
    expect(await namesOn()).toEqual([]);
  });

  it('are known by their flag, however small its share', async () => {
    withFlag({ key: 'n-plus-one', percent: 0.5 });
    expect(await namesOn()).toEqual(['n-plus-one']);
  });

  it('are known by a flag that is on for one version', async () => {
    withFlag({ key: 'bad-release', percent: 0, where: { 'service.version': '0.2.0' } });
    expect(await namesOn()).toEqual(['bad-release']);
  });

  it('are known by how the bank behaves', async () => {
    answers['/behaviour'] = { ...usual, latencyMs: { p50: 1_500, p99: 6_000 } };
    expect(await namesOn()).toEqual(['slow-bank']);
  });

  it('are known by what is held down, also when nothing answers', async () => {
    close();
    heldDown = ['bank', 'log-store'];
    expect(await namesOn()).toEqual(['bank-down', 'loki-down']);
  });
});
