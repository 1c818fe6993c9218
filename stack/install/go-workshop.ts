import { freemem } from 'node:os';
import { join } from 'node:path';
import type { TimeLeft } from '../report/duration';
import type { Task } from '../report/progress';
import { BuildPace } from './build-pace';
import { CompiledPackages } from './compiled-packages';
import { requireDiskSpace } from './disk-space';
import type { GoBuild } from './installation';
import { runTool } from './tool';
import { Turns } from './turns';

/** Trimmed for size and time: no cloud service discovery, no profile-guided second look, no debug information (7 % of the time). */
const flags = ['-trimpath', '-pgo=off', '-tags=remove_all_sd', '-gcflags=all=-dwarf=false'];
const remedy = 'install Go 1.21 or later (it fetches the version the module asks for)';

/** All engines together, with what they are made from, need no more at any time. */
const gigabytes = 3;

interface Order {
  /** Where the programs go. */
  readonly folder: string;
  readonly task: Task;
}

/**
 * Builds Go programs, one compilation at a time in one shared cache, the most wanted first. The next starts when the one before only
 * links: linking keeps one processor busy, compiling all.
 */
export class GoWorkshop {
  readonly #turns = new Turns();
  readonly #pace = new BuildPace();
  readonly #waiting = new Map<string, Task>();
  readonly #compiled: CompiledPackages;

  constructor(
    private readonly buildFolder: string,
    private readonly signal: AbortSignal,
  ) {
    this.#compiled = new CompiledPackages(join(buildFolder, 'compiled'));
  }

  async build(build: GoBuild, { folder, task }: Order): Promise<void> {
    const name = Object.keys(build.packages).join(' and ');
    requireDiskSpace(folder, { gigabytes, what: `building ${name}` });
    const turn = this.#turns.take({ name, rank: build.rank });
    try {
      const packages = await this.#download(build, task);
      this.#pace.expect(name, [...packages.values()].filter((id) => !this.#compiled.has(id)).length);
      this.#waiting.set(name, task);
      this.#tellWaiting();
      const onLinking = await turn;
      this.#waiting.delete(name);
      await this.#compile(build, { name, folder, task, packages, onLinking });
    } finally {
      this.#waiting.delete(name);
      this.#pace.end(name);
      void turn.then((end) => end());
    }
  }

  /** Fetches the modules that are compiled, and no others. Returns the packages of all of them, each path with its version. */
  async #download(build: GoBuild, task: Task): Promise<ReadonlyMap<string, string>> {
    let fetched = 0;
    task.update('looking up Go modules');
    const format = '-f={{.ImportPath}}{{with .Module}} {{.Version}}{{end}}';
    const listed = await this.#go(
      build,
      ['list', ...flags, format, '-deps', ...Object.values(build.packages)],
      (line) => {
        if (line.startsWith('go: downloading')) task.update(`fetching Go modules, ${++fetched} so far`);
      },
    );
    return new Map(listed.map((id) => [id.split(' ', 1).join(), id]));
  }

  /** The compiler names each package as it begins with it, the programs themselves last. */
  async #compile(build: GoBuild, { name, folder, task, packages, onLinking }: Compilation): Promise<void> {
    const programs = Object.values(build.packages);
    const linked = new Set(programs);
    task.update('compiling', this.#left(name));
    const onLine = (line: string) => {
      const id = packages.get(line);
      if (!id) return;
      this.#pace.begin(name);
      this.#compiled.add(id);
      linked.delete(line);
      task.update(linked.size === 0 ? 'linking' : `compiling, ${this.#pace.progress(name)} packages`, this.#left(name));
      this.#tellWaiting();
      if (linked.size === 0) onLinking();
    };
    const linker = ['-s', '-w', ...Object.entries(build.variables ?? {}).map(([key, value]) => `-X ${key}=${value}`)];
    const [only, ...others] = Object.keys(build.packages);
    const output = only && others.length === 0 ? join(folder, only) : `${folder}/`;
    await this.#go(
      build,
      ['build', '-v', ...flags, `-ldflags=${linker.join(' ')}`, `-o=${output}`, ...programs],
      onLine,
    );
  }

  #tellWaiting(): void {
    for (const [name, task] of this.#waiting) task.update('waiting for the compiler', this.#left(name));
  }

  #left(name: string): TimeLeft | undefined {
    return this.#pace.left(this.#turns.until(name));
  }

  #go({ module, workspace }: GoBuild, args: readonly string[], onLine: (line: string) => void): Promise<string[]> {
    const env = { ...this.#environment(), GOWORK: workspace ?? 'off' };
    // What runs already is there to be looked at.
    return runTool('go', { args, cwd: module, env, remedy, onLine, yields: true, signal: this.signal });
  }

  #environment(): NodeJS.ProcessEnv {
    return {
      ...process.env,
      CGO_ENABLED: '0',
      GOFLAGS: '-mod=readonly -modcacherw',
      GOPATH: join(this.buildFolder, 'path'),
      GOMODCACHE: join(this.buildFolder, 'mod'),
      GOCACHE: join(this.buildFolder, 'go'),
      // The compiler collects garbage four times less often: worth 15 % of the time where memory is no concern.
      ...(freemem() > 6e9 ? { GOGC: '400' } : {}),
    };
  }
}

interface Compilation extends Order {
  readonly name: string;
  readonly packages: ReadonlyMap<string, string>;
  readonly onLinking: () => void;
}
