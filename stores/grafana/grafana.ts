import { z } from 'zod';
import type { About, Answering } from '../http/about';
import type { Access, Place } from '../http/access';
import { accessOf } from '../http/access';
import { Backend } from '../http/backend';
import { BackendError } from '../http/backend-error';

const dataSourceSchema = z.object({
  uid: z.string(),
  name: z.string(),
  type: z.string(),
  isDefault: z.boolean().default(false),
  /** As its author set it up: links, derived fields, time shifts. */
  jsonData: z.record(z.string(), z.unknown()).nullish(),
});

/** A store as Grafana knows it. */
export type DataSource = z.output<typeof dataSourceSchema>;

const foundBoard = z.object({ uid: z.string(), title: z.string(), url: z.string().default('') });

export type FoundBoard = z.output<typeof foundBoard>;

/** What a page of Grafana is sent at its start, which whoever may look at a dashboard may read. */
const frontendSettings = z.object({
  datasources: z.record(z.string(), dataSourceSchema.partial({ uid: true, name: true })).default({}),
});

const health = {
  path: '/api/health',
  schema: z.object({ version: z.string() }).transform(({ version }) => version),
};

/** Grafana's API, as far as it is about what it shows. */
export class Grafana implements Answering {
  readonly #backend: Backend;
  readonly #place: Place;

  constructor(place: Place) {
    this.#backend = new Backend('Grafana', place);
    this.#place = place;
  }

  about(): Promise<About> {
    return this.#backend.about(['/api/search', { limit: 1 }], health);
  }

  get url(): string {
    return this.#backend.url;
  }

  /** The stores that it asks. Who may not see how they are set up is told less of each: uid, name and type. @throws {BackendError} */
  async dataSources(): Promise<DataSource[]> {
    try {
      return await this.#backend.get('/api/datasources', z.array(dataSourceSchema));
    } catch (error) {
      if (!(error instanceof BackendError && (error.code === 'BACKEND_ACCESS' || error.code === 'BACKEND_REFUSED')))
        throw error;
      const settings = await this.#backend.find('/api/frontend/settings', frontendSettings).catch(() => undefined);
      // Grafana's own: what dashboards and mixed panels ask.
      const known = Object.entries(settings?.datasources ?? {}).flatMap(([name, { uid, ...more }]) =>
        uid === undefined || uid.startsWith('-') || uid === 'grafana' ? [] : [{ ...more, name, uid }],
      );
      if (known.length === 0) throw error;
      return known;
    }
  }

  /** The dashboards that one may see. @throws {BackendError} */
  async boards(): Promise<FoundBoard[]> {
    return this.#backend.get('/api/search', z.array(foundBoard), { query: { type: 'dash-db', limit: 5000 } });
  }

  /** The definition of a dashboard, as its API answers it; undefined when there is none of that uid. @throws {BackendError} */
  async board(uid: string): Promise<unknown> {
    return this.#backend.find(`/api/dashboards/uid/${encodeURIComponent(uid)}`, z.unknown());
  }

  /** How the store behind a data source is asked, through Grafana. */
  through(uid: string): Access {
    return throughGrafana(this.#place, uid);
  }

  /** What follows `/api/` of its API, by a schema. @throws {BackendError} */
  async read<Output>(path: string, schema: z.ZodType<Output>): Promise<Output> {
    return this.#backend.get(`/api/${path}`, schema);
  }
}

/** How a store is asked through Grafana, which passes questions on to its data source. */
export const throughGrafana = (grafana: Place, uid: string): Access => {
  const access = accessOf(grafana);
  return { ...access, url: `${access.url}/api/datasources/proxy/uid/${encodeURIComponent(uid)}` };
};
