import { concurrently } from '@sightline/stores';
import { missingDataSources, readBoard } from 'grafana-dashboard-builder';
import type { Finding } from '../../finding';
import { broken, followed, type GrafanaScene, logsThrough, metricsThrough, ofType } from './scene';

const concurrency = 6;
/** A Grafana may hold thousands; what is wrong with all shows in these. */
const most = 300;

/** The data sources that dashboards ask are there. */
export async function dashboardsData(scene: GrafanaScene): Promise<Finding[]> {
  const hop = "Grafana: dashboards' data sources";
  const next =
    'the data sources of Grafana (Connections): give the one back its uid, or let the dashboards choose by a variable of type datasource';
  const boards = await followed(
    hop,
    async () => {
      const found = (await scene.grafana.boards()).slice(0, most);
      const missing = await concurrently(concurrency, found, async ({ uid, title }) => {
        const board = readBoard(await scene.grafana.board(uid), title);
        return board
          ? missingDataSources(board, scene.dataSources).map((source) => ({ source, title: board.title }))
          : [];
      });
      const [first, ...others] = missing.flat();
      if (!first) return { hop, state: 'ok', detail: `those of ${found.length} dashboards are there` };
      const titles = [
        ...new Set([first, ...others].filter(({ source }) => source === first.source).map(({ title }) => title)),
      ];
      const more = titles.length > 1 ? ` and ${titles.length - 1} more` : '';
      return broken(hop, `"${first.title}"${more} asks the data source ${first.source}, which is not there`, next);
    },
    next,
  );
  return [...(await answering(scene)), boards];
}

/** Prometheus and Loki answer through Grafana, as its panels ask them. */
const answering = (scene: GrafanaScene): Promise<Finding[]> =>
  Promise.all(
    [...ofType(scene, 'prometheus').slice(0, 1), ...ofType(scene, 'loki').slice(0, 1)].map((source) => {
      const hop = `Grafana: ${source.name} answers`;
      const next = `the data source ${source.name} of Grafana: its address as Grafana reaches it, Save & test`;
      return followed(
        hop,
        async () => {
          if (source.type === 'prometheus') await metricsThrough(scene, source).query('vector(1)');
          else await logsThrough(scene, source).labelNames({ since: scene.probe.began, until: new Date() });
          return { hop, state: 'ok', detail: `by its uid ${source.uid}` };
        },
        next,
      );
    }),
  );
