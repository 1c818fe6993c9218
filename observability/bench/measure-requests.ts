import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';

export interface Load {
  readonly connections: number;
  readonly seconds: number;
}

export interface Measured {
  /** Requests answered per second. */
  readonly rate: number;
  /** Microseconds of CPU the service used per request, all its threads; what other processes do matters little to it. */
  readonly cpu: number;
}

/** Posts as fast as the server answers, on a fixed number of connections, after a second of warm-up. Linux only. */
export async function measureRequests(
  server: { readonly url: string; readonly pid: number },
  { connections, seconds }: Load,
): Promise<Measured> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const post = () =>
    new Promise<void>((resolve, reject) => {
      const options = { method: 'POST', agent };
      const outgoing = request(`${server.url}/orders`, options, (response) => response.resume().on('end', resolve));
      outgoing.on('error', reject).end();
    });
  const during = async (milliseconds: number) => {
    const end = performance.now() + milliseconds;
    let answered = 0;
    const connection = async () => {
      while (performance.now() < end) {
        await post();
        answered++;
      }
    };
    await Promise.all(Array.from({ length: connections }, connection));
    return answered;
  };
  await during(1_000);
  const cpuBefore = cpuOf(server.pid);
  const answered = await during(seconds * 1_000);
  const cpu = (cpuOf(server.pid) - cpuBefore) / answered;
  agent.destroy();
  return { rate: answered / seconds, cpu };
}

/** Microseconds of CPU a process has used: fields 14 and 15 of its stat, in hundredths of a second. */
function cpuOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) * 10_000;
}
