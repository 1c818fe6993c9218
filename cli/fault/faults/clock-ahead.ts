import { spawn } from 'node:child_process';
import { readFileSync, readlinkSync } from 'node:fs';
import { freePort, mostReplicas } from '@sightline/stack';
import { component } from '../../why';
import type { Fault } from '../fault';

const aheadMs = 120_000;

/** Loaded before the service: the time of its process. */
const shiftedTime = `data:text/javascript,${encodeURIComponent(`
  const Before = Date;
  globalThis.Date = class Date extends Before {
    constructor(...given) { given.length ? super(...given) : super(Before.now() + ${aheadMs}); }
    static now() { return Before.now() + ${aheadMs}; }
    static [Symbol.hasInstance](value) { return value instanceof Before; }
  };
`)}`;

export const clockAhead: Fault = {
  name: 'clock-ahead',
  title: 'a second instance of payment, whose clock is two minutes ahead',
  heldOut: false,
  truths: () => [component('payment')],
  obstacle: () => (process.platform === 'linux' ? undefined : 'how a process was started is told by /proc only'),
  async cause(ground) {
    const first = ground.pidOf('payment');
    const [program = '', ...args] = words(`/proc/${first}/cmdline`);
    const variables = Object.fromEntries(
      words(`/proc/${first}/environ`).map((each) => [
        each.slice(0, each.indexOf('=')),
        each.slice(each.indexOf('=') + 1),
      ]),
    );
    const second = spawn(program, ['--import', shiftedTime, ...args], {
      cwd: readlinkSync(`/proc/${first}/cwd`),
      env: {
        ...variables,
        PORT: String(await freePort()),
        OTEL_RESOURCE_ATTRIBUTES: (variables.OTEL_RESOURCE_ATTRIBUTES ?? '').replace(/\bpayment-\d\b/, oneMore),
      },
      stdio: 'ignore',
    });
    ground.afterwards(async () => {
      const gone = new Promise((resolve) => second.once('exit', resolve));
      second.kill('SIGTERM');
      const patience = setTimeout(() => second.kill('SIGKILL'), 10_000);
      if (second.exitCode === null && second.signalCode === null) await gone;
      clearTimeout(patience);
    });
  },
};

/** As which it is known: nothing that the platform runs is called so. */
const oneMore = `payment-${mostReplicas + 1}`;

/** What the kernel keeps separated by zeros. */
const words = (file: string) => readFileSync(file, 'utf8').split('\0').filter(Boolean);
