import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import type { Origin } from './found';
import { sourcesOf } from './go-sources';
import type { Installable } from './installation';

/** How a cached engine was had. */
export interface Provenance {
  readonly origin: Extract<Origin, 'release' | 'registry'>;
  readonly from: string;
  /** The engine's own version unless said. */
  readonly version?: string;
  readonly at: string;
}

/** `<cache>/engines/<name>/<version>`: engines that were fetched or built, each folder whole or absent. */
export class EngineCache {
  #added = 0;

  constructor(readonly path: string) {}

  /** Where the compilers and package managers keep what they need while they work. */
  get buildFolder(): string {
    return join(this.path, 'build');
  }

  folder(engine: Installable): string {
    return join(this.path, 'engines', engine.name, this.key(engine));
  }

  lockFile(engine: Installable): string {
    return `${this.folder(engine)}.lock`;
  }

  provenance(engine: Installable): Provenance | undefined {
    const file = join(this.folder(engine), provenanceFile);
    return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Provenance) : undefined;
  }

  /**
   * Removes what the compilers and package managers have kept, gigabytes of it, when engines were added: they are whole, and what
   * they were made from is of no more use. What an interrupted start has left stays, for the next one to go on from.
   */
  tidy(): void {
    if (this.#added > 0) rmSync(this.buildFolder, { recursive: true, force: true });
  }

  /** Lets `fill` make the engine's files in a folder aside, which then becomes the cached engine in one step. */
  async add(
    engine: Installable,
    provenance: Omit<Provenance, 'at'>,
    fill: (folder: string) => Promise<void>,
  ): Promise<string> {
    const folder = this.folder(engine);
    mkdirSync(dirname(folder), { recursive: true });
    for (const name of readdirSync(dirname(folder))) {
      if (name.startsWith('.making-')) rmSync(join(dirname(folder), name), { recursive: true, force: true });
    }
    const aside = mkdtempSync(join(dirname(folder), '.making-'));
    try {
      await fill(aside);
      writeFileSync(join(aside, provenanceFile), JSON.stringify({ ...provenance, at: new Date().toISOString() }));
      rmSync(folder, { recursive: true, force: true });
      renameSync(aside, folder);
      this.#added += 1;
      return folder;
    } finally {
      rmSync(aside, { recursive: true, force: true });
    }
  }

  /** The version; with a digest of its sources where those are ours and may change without it. */
  private key(engine: Installable): string {
    const { registry, release } = engine.installation;
    if (release || registry?.kind !== 'go') return engine.version;
    const digest = createHash('sha256');
    for (const file of sourcesOf(registry)) digest.update(readFileSync(file));
    return `${engine.version}-${digest.digest('hex').slice(0, 8)}`;
  }
}

const provenanceFile = '.provenance.json';
