import { parseArgs } from 'node:util';
import type { ComponentName } from './component';
import { componentTable, progressOn, readPlatform, startPlatform, stopPlatform } from './index';

/** The runner alone, for work on it: `node stack/dist/main.js up [--detach] [--fresh] [--only postgres,kafka]`, `down`, `status`. */
async function main(): Promise<number> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      detach: { type: 'boolean' },
      fresh: { type: 'boolean' },
      only: { type: 'string' },
      'trace-store': { type: 'string' },
    },
  });
  switch (positionals[0]) {
    case 'up': {
      const progress = progressOn(process.stdout);
      const platform = await startPlatform({
        progress,
        fresh: values.fresh ?? false,
        ...(values.only ? { only: values.only.split(',') as ComponentName[] } : {}),
      });
      progress.end();
      console.log(componentTable(platform.state()));
      console.log(platform.state().startSeconds, 's,', platform.state().memoryBytes / 1e6, 'MB');
      if (values.detach) {
        await platform.detach();
        return 0;
      }
      for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => platform.stop());
      await platform.ended;
      return 0;
    }
    case 'down':
      console.log((await stopPlatform()) ? 'stopped' : 'nothing was running');
      return 0;
    default: {
      const state = readPlatform();
      console.log(state ? componentTable(state) : 'nothing is running');
      return state ? 0 : 1;
    }
  }
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: Error) => {
    console.error(error.message);
    process.exitCode = 1;
  },
);
