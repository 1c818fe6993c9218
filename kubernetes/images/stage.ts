import { chmodSync, cpSync, existsSync, mkdirSync, realpathSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { runCommand } from '../cluster/run-command';

/** A layer in the making: a folder that files of this machine are put into. */
export class Stage {
  constructor(readonly folder: string) {
    mkdirSync(folder, { recursive: true });
  }

  /** Whole folders, with links as they are where `links` is said, as what they point to otherwise. */
  copy(from: string, to: string, { links = false, without }: { links?: boolean; without?: RegExp } = {}): this {
    mkdirSync(dirname(this.#at(to)), { recursive: true });
    cpSync(from, this.#at(to), {
      recursive: true,
      ...(links ? { verbatimSymlinks: true } : { dereference: true }),
      filter: (path) => existsSync(path) && !(without?.test(path.slice(from.length)) ?? false),
    });
    return this;
  }

  write(to: string, content: string, mode = 0o644): this {
    mkdirSync(dirname(this.#at(to)), { recursive: true });
    writeFileSync(this.#at(to), content);
    chmodSync(this.#at(to), mode);
    return this;
  }

  makeFolder(path: string, mode = 0o755): this {
    mkdirSync(this.#at(path), { recursive: true });
    chmodSync(this.#at(path), mode);
    return this;
  }

  /** A program of this machine, and the libraries that it needs, each where the loader looks for it. */
  async program(from: string, to: string): Promise<this> {
    return this.copy(realpathSync(from), to).librariesFor([from]);
  }

  /** The libraries of programs that are there already, but for those in the folder that came with them. */
  async librariesFor(programs: readonly string[], own?: string): Promise<this> {
    for (const library of await librariesOf(programs)) {
      if ((own !== undefined && library.startsWith(`${own}/`)) || existsSync(this.#at(library))) continue;
      this.copy(realpathSync(library), library);
    }
    return this;
  }

  #at(path: string): string {
    return join(this.folder, path);
  }
}

/** What the loader of this machine says it would load; nothing for a program that holds all it needs. */
async function librariesOf(programs: readonly string[]): Promise<Set<string>> {
  const libraries = new Set<string>();
  for (const program of programs) {
    const said = await runCommand(['ldd', program]).catch(() => '');
    for (const [, path] of said.matchAll(/^\s*(?:\S+ => )?(\/\S+) \(0x/gm)) if (path) libraries.add(path);
  }
  return libraries;
}

/** What every image has: two users, a place for what is passing, and where names are looked up. */
export const base = (stage: Stage): Stage =>
  stage
    .write('/etc/passwd', 'root:x:0:0::/:/sbin/nologin\nsightline:x:1000:1000::/:/sbin/nologin\n')
    .write('/etc/group', 'root:x:0:\nsightline:x:1000:\n')
    .write('/etc/nsswitch.conf', 'hosts: files dns\n')
    .makeFolder('/tmp', 0o1777);
