import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listening } from '../testing/listening';
import { duringIncident } from './during-incident';
import type { Cause, Incident } from './incident';
import { nPlusOne } from './n-plus-one';
import type { IncidentPlatform } from './platform';
import { startIncident, stopAll } from './switch-cause';

/** A platform that notes what is asked of it, and refuses what it is told to. */
let asked: string[];
let refuses: RegExp;
let platform: IncidentPlatform;
let close: () => void;

beforeEach(async () => {
  asked = [];
  refuses = /^$/;
  const server = await listening(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const line = `${request.method} ${request.url} ${body}`.trim();
    if (request.method !== 'GET') asked.push(line);
    response.writeHead(refuses.test(line) ? 500 : 200).end('{}');
  });
  close = server.close;
  platform = {
    own: {},
    apiKey: 'a key of the tests',
    shopperKey: 'another key of the tests',
    url: () => server.url,
    isIntervenedIn: (component) => asked.includes(`${component}: {"operation":"stop"}`),
    intervene: async (component, wanted) => void asked.push(`${component}: ${JSON.stringify(wanted)}`),
  };
});
afterEach(() => close());

const withCause = (cause: Cause): Incident => {
  const { load: _, ...incident } = nPlusOne;
  return { ...incident, cause };
};
const noted = async (cause: Cause) => {
  await duringIncident(withCause(cause), platform, async () => void asked.push('work'));
  return asked;
};

describe('an incident', () => {
  it('is a flag that is on while it lasts', async () => {
    expect(await noted({ kind: 'flag', flag: 'slow-query', percent: 30 })).toEqual([
      'PUT /flags/slow-query {"percent":30}',
      'work',
      'DELETE /flags/slow-query',
    ]);
  });

  it('is a behaviour of the bank, and its usual one afterwards', async () => {
    expect(await noted({ kind: 'bank', behaviour: { failureRate: 1 } })).toEqual([
      'PUT /behaviour {"failureRate":1}',
      'work',
      'PUT /behaviour {}',
    ]);
  });

  it('is a component that is taken away, and let go afterwards', async () => {
    expect(await noted({ kind: 'component', component: 'collector', operation: 'stop' })).toEqual([
      'collector: {"operation":"stop"}',
      'work',
      'collector: {"operation":"let go"}',
    ]);
  });

  it('is a release with a fault that only its version has', async () => {
    expect(await noted({ kind: 'release', service: 'order', version: '0.2.0', flag: 'bad-release' })).toEqual([
      'PUT /flags/bad-release {"where":{"service.version":"0.2.0"}}',
      'order: {"operation":"release","version":"0.2.0"}',
      'work',
      'DELETE /flags/bad-release',
      'order: {"operation":"let go"}',
    ]);
  });

  const flag = withCause({ kind: 'flag', flag: 'slow-query' });

  it('is over when the work fails', async () => {
    const failing = duringIncident(flag, platform, () => Promise.reject(new Error('no luck')));
    await expect(failing).rejects.toThrow('no luck');
    expect(asked.at(-1)).toBe('DELETE /flags/slow-query');
  });

  it('is over when it is interrupted', async () => {
    await duringIncident(flag, platform, async (signal) => {
      const calledOff = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
      process.emit('SIGINT');
      await calledOff;
    });
    expect(asked.at(-1)).toBe('DELETE /flags/slow-query');
    expect(process.listenerCount('SIGINT')).toBe(0);
  });

  it('plays the traffic it needs', async () => {
    const orders: Incident = { ...flag, load: { request: 'order', perSecond: 50 } };
    await duringIncident(orders, platform, async () => {
      while (asked.filter((line) => line.startsWith('POST /orders')).length < 5)
        await new Promise((resolve) => setTimeout(resolve, 5));
    });
    expect(asked).toContain('DELETE /flags/slow-query');
  });

  it('says what the platform refused', async () => {
    refuses = /PUT/;
    await expect(startIncident(flag, platform)).rejects.toThrow(/PUT .*slow-query was refused with 500/);
  });
});

describe('all incidents', () => {
  it('are switched off, also when one of them cannot be', async () => {
    refuses = /DELETE/;
    const bank = withCause({ kind: 'bank', behaviour: {} });
    await expect(stopAll([withCause({ kind: 'flag', flag: 'slow-query' }), bank], platform)).rejects.toThrow(
      'n-plus-one: DELETE',
    );
    expect(asked).toContain('PUT /behaviour {}');
  });
});
