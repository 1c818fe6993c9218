import { describe, expect, it } from 'vitest';
import { answering } from '../testing/answering';
import { OtlpSender } from './otlp-sender';

describe('what is sent over OTLP', () => {
  it.each(['traces', 'logs', 'metrics'] as const)('goes to the path of the %s', async (signal) => {
    await using server = await answering(() => ({ body: { partialSuccess: {} } }));
    await new OtlpSender(`${server.url}/otlp/`).send(signal, {});
    expect(server.asked).toEqual([`/otlp/v1/${signal}`]);
  });

  it('is taken by a receiver that says nothing', async () => {
    await using server = await answering(() => ({ body: '' }));
    await expect(new OtlpSender(server.url).send('metrics', {})).resolves.toBeUndefined();
  });

  it('is not taken by what answers in another way', async () => {
    await using server = await answering(() => ({ body: '<html>' }));
    await expect(new OtlpSender(server.url).send('logs', {})).rejects.toMatchObject({ code: 'BACKEND_UNREADABLE' });
  });

  it('is told to be lost in part', async () => {
    const partialSuccess = { rejectedDataPoints: '2', errorMessage: 'out of order' };
    await using server = await answering(() => ({ body: { partialSuccess } }));
    await expect(new OtlpSender(server.url).send('metrics', {})).rejects.toMatchObject({
      code: 'BACKEND_REFUSED',
      message: `OTLP receiver at ${server.url} did not take 2 of the metrics: out of order`,
    });
  });
});
