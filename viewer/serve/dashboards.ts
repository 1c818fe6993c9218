import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { json, type Reply, refusal } from './reply';

interface Dashboard {
  readonly uid: string;
  readonly title: string;
  readonly description?: string;
  readonly tags?: readonly string[];
}

/** The generated dashboards, by the same two addresses and in the same shape as Grafana gives them. */
export class Dashboards {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** `GET /api/search?query=&tag=` */
  async search(params: URLSearchParams): Promise<Reply> {
    const words = (params.get('query') ?? '').toLowerCase().split(/\s+/);
    const tags = params.getAll('tag');
    const found = (await this.#all()).filter(({ title, description = '', tags: own = [] }) => {
      const text = `${title} ${description} ${own.join(' ')}`.toLowerCase();
      return words.every((word) => text.includes(word)) && tags.every((tag) => own.includes(tag));
    });
    return json(
      found.map(({ uid, title, description = '', tags: own = [] }) => ({
        uid,
        title,
        description,
        tags: own,
        type: 'dash-db',
        url: urlOf({ uid, title }),
      })),
    );
  }

  /** `GET /api/dashboards/uid/:uid` */
  async byUid(uid: string): Promise<Reply> {
    const dashboard = (await this.#all()).find((each) => each.uid === uid);
    if (!dashboard) return refusal(404, `No dashboard has the uid ${uid}: see /api/search for those there are`);
    return json({ dashboard, meta: { url: urlOf(dashboard), canSave: false, canEdit: false, provisioned: true } });
  }

  /** Read at each request: a dashboard built anew is there at the next reload. */
  async #all(): Promise<Dashboard[]> {
    const files = (await readdir(this.#folder)).filter((name) => name.endsWith('.json')).sort();
    const all = await Promise.all(
      files.map(async (name) => JSON.parse(await readFile(join(this.#folder, name), 'utf8')) as Partial<Dashboard>),
    );
    return all.filter((each): each is Dashboard => typeof each.uid === 'string' && typeof each.title === 'string');
  }
}

const urlOf = ({ uid, title }: Pick<Dashboard, 'uid' | 'title'>) =>
  `/d/${uid}/${title
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')}`;
