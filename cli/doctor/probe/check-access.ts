import {
  type About,
  type Answering,
  BackendError,
  concurrently,
  mostClockApartMs,
  type Part,
  parts,
} from '@sightline/stores';
import type { Finding } from '../finding';
import type { Asked } from './examination';

export interface Access {
  readonly findings: readonly Finding[];
  /** The parts that answer us. */
  readonly open: ReadonlySet<Part>;
}

/** Every part answers and lets us in, and their clocks are ours. */
export async function checkAccess(clients: Asked): Promise<Access> {
  const asked = await concurrently(6, parts, async (part) => {
    const client: Answering | undefined = clients[part];
    return client && { part, ...(await ask(client)) };
  });
  const answers = asked.filter((answer) => answer !== undefined);
  const findings = answers.map(({ part, about, error }): Finding => {
    const hop = `${part} answer`;
    if (error !== undefined)
      return { hop, state: 'broken', detail: error, next: 'its address, its token or password, and its tenant' };
    return { hop, state: 'ok', detail: about?.version ? `version ${about.version}` : 'and let us in' };
  });
  const open = new Set(answers.filter(({ error }) => error === undefined).map(({ part }) => part));
  const clocks = answers.flatMap(({ part, about }) =>
    about?.clockAheadMs === undefined ? [] : [{ part, ms: about.clockAheadMs }],
  );
  return { findings: [...findings, ...checkClocks(clocks)], open };
}

async function ask(client: Answering): Promise<{ readonly about?: About; readonly error?: string }> {
  try {
    return { about: await client.about() };
  } catch (error) {
    if (error instanceof BackendError) return { error: error.message };
    throw error;
  }
}

function checkClocks(clocks: readonly { readonly part: Part; readonly ms: number }[]): Finding[] {
  if (clocks.length === 0) return [];
  const hop = 'clocks';
  const apart = clocks.filter(({ ms }) => Math.abs(ms) > mostClockApartMs);
  if (apart.length === 0) return [{ hop, state: 'ok', detail: `within ${mostClockApartMs / 1000} s of ours` }];
  const said = apart.map(
    ({ part, ms }) => `that of ${part} is ${Math.round(Math.abs(ms) / 1000)} s ${ms > 0 ? 'ahead of' : 'behind'} ours`,
  );
  const isOurs = apart.length === clocks.length && clocks.length > 1;
  return [
    {
      hop,
      state: 'broken',
      detail: `${isOurs ? "this machine's clock is off: " : ''}${said.join(', ')}`,
      next: `the time of ${isOurs ? 'this machine' : 'those machines'} (\`timedatectl\`, \`chronyc tracking\`): what is sent with a time that is ahead is refused or not shown, and what lies behind is out of the window that is looked at`,
    },
  ];
}
