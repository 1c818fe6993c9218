import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import type { ApiOptions } from '../api';
import { watchdogOf } from '../keep/watchdog';
import { channelSchema } from '../receive/delivery';
import { type Html, html } from './html';
import { inboxPage } from './inbox-page';
import { layout } from './layout';
import { Runbooks } from './runbooks';

const types = { 'inbox.css': 'text/css', 'inbox.js': 'text/javascript', 'inbox.svg': 'image/svg+xml' };

/** What people open. */
export function pageRoutes(app: FastifyInstance, { deliveries, links, runbooks: path, assets }: PageOptions): void {
  const runbooks = new Runbooks({ path, dashboards: links.dashboards });
  const send = (reply: FastifyReply, title: string, main: Html) =>
    reply.type('text/html; charset=utf-8').send(layout({ title, main, dashboards: links.dashboards }).text);

  app.get('/', async (request, reply) => {
    const { channel } = z.object({ channel: channelSchema.optional() }).parse(request.query);
    const all = deliveries.all();
    const { revision } = deliveries;
    return send(
      reply,
      channel ?? 'All',
      inboxPage({ deliveries: all, channel, watchdog: watchdogOf(all), revision, links }),
    );
  });

  app.get('/runbooks', async (_, reply) => send(reply, 'Runbooks', runbooks.list()));

  app.get<{ Params: { name: string } }>('/runbooks/:name', async ({ params: { name } }, reply) => {
    const page = runbooks.page(name);
    if (page) return send(reply, name, page);
    const missing = html`<h1>No runbook ${name}</h1><p>It would be <code>${name}.md</code> in <code>alerts/runbooks</code> or <code>kubernetes/alerts/runbooks</code>.</p>`;
    return send(reply.code(404), 'No runbook', missing);
  });

  for (const [name, type] of Object.entries(types)) {
    const content = readFileSync(join(assets, name));
    app.get(`/${name}`, async (_, reply) => reply.type(type).send(content));
  }
}

export interface PageOptions extends ApiOptions {
  /** The folder with the runbooks, or several as in PATH. */
  readonly runbooks: string;
  /** The folder with the page's style and script. */
  readonly assets: string;
}
