/** What is read of a profile that V8 writes: `samples` are ids of nodes, `timeDeltas` the microseconds before each. */
export interface CpuProfile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: { readonly functionName: string; readonly url: string };
  }[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
  /** Microseconds; of the same clock as `process.hrtime`. */
  readonly startTime: number;
}

export interface TimeSpan {
  readonly from: number;
  readonly to: number;
}

/** Microseconds that each package itself was at work within a span of time, by name; what it had others do is theirs. */
export function timeByPackage(profile: CpuProfile, { from, to }: TimeSpan): Map<string, number> {
  const packages = new Map(profile.nodes.map(({ id, callFrame }) => [id, packageOf(callFrame)]));
  const times = new Map<string, number>();
  let now = profile.startTime;
  profile.samples.forEach((id, at) => {
    const delta = profile.timeDeltas[at] ?? 0;
    now += delta;
    const name = packages.get(id);
    if (name === undefined || now < from || now > to) return;
    times.set(name, (times.get(name) ?? 0) + delta);
  });
  return times;
}

/** What V8 names where no function is at work. */
const places: Readonly<Record<string, string | undefined>> = {
  '(root)': undefined,
  '(idle)': undefined,
  '(garbage collector)': 'V8, collecting garbage',
  '(program)': 'Node.js and the kernel, native',
};

/** Whose code a function is; undefined where nothing is done. */
export function packageOf({ functionName, url }: CpuProfile['nodes'][number]['callFrame']): string | undefined {
  if (Object.hasOwn(places, functionName)) return places[functionName];
  if (url === '') return 'Node.js and the kernel, native';
  if (url.startsWith('node:')) return 'Node.js';
  const installed = url.split('/node_modules/').at(-1)?.split('/') ?? [];
  if (url.includes('/node_modules/')) return installed.slice(0, installed[0]?.startsWith('@') ? 2 : 1).join('/');
  const [, workspace, folder] = /\/([\w-]+)\/dist\/(?:([\w-]+)\/)?[^/]*$/.exec(url) ?? [];
  if (workspace === 'observability') return folder ? `@sightline/observability, ${folder}` : '@sightline/observability';
  return 'the service';
}
