import { readdirSync, readFileSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import { type Reply, refusal } from './reply';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.ttf': 'font/ttf',
  '.png': 'image/png',
  '.json': 'application/json',
};

interface Asset {
  readonly file: string;
  readonly type: string;
  /** The encodings it was compressed in when it was built, best first. */
  readonly encodings: readonly string[];
  /** Its name changes when its content does. */
  readonly hashed: boolean;
}

const suffixes = { br: '.br', gzip: '.gz' } as const;

/** The built page. What is not among its files by name is not there: no path reaches out of the folder. */
export class Page {
  readonly #assets = new Map<string, Asset>();

  /** @throws {Error} when the page has not been built. */
  constructor(folder: string) {
    const files = new Set(list(folder));
    for (const file of files) {
      const type = types[extname(file)];
      if (!type) continue;
      const path = `/${relative(folder, file).split(sep).join('/')}`;
      const encodings = Object.entries(suffixes).flatMap(([name, suffix]) => (files.has(file + suffix) ? [name] : []));
      this.#assets.set(path, { file, type, encodings, hashed: path.startsWith('/assets/') });
    }
    if (!this.#assets.has('/index.html')) {
      throw new Error(`The page is not built in ${folder}: run \`npm run build -w @sightline/viewer\``);
    }
  }

  /** A file by its path; every path that names no file is one of the page's own addresses. */
  reply(path: string, acceptEncoding = ''): Reply {
    const asset = this.#assets.get(path);
    if (asset) return send(asset, acceptEncoding);
    const index = this.#assets.get('/index.html');
    return index && !extname(path) ? send(index, acceptEncoding) : refusal(404, `There is no ${path} here`);
  }
}

function send({ file, type, encodings, hashed }: Asset, acceptEncoding: string): Reply {
  const encoding = encodings.find((name) => new RegExp(`\\b${name}\\b`).test(acceptEncoding));
  return {
    status: 200,
    headers: {
      'content-type': type,
      'cache-control': hashed
        ? 'public, max-age=31536000, immutable'
        : type.startsWith('text/html')
          ? 'no-cache'
          : 'public, max-age=3600',
      vary: 'accept-encoding',
      ...(encoding && { 'content-encoding': encoding }),
    },
    body: readFileSync(encoding ? file + suffixes[encoding as keyof typeof suffixes] : file),
  };
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
  } catch {
    return [];
  }
}
