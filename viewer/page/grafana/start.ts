import { EventBusSrv } from '@grafana/data';
import { initPluginTranslations } from '@grafana/i18n';
import {
  setAppEvents,
  setDataSourceSrv,
  setEchoSrv,
  setPluginImportUtils,
  setRunRequest,
  setTemplateSrv,
} from '@grafana/runtime';
import { type RuntimeDataSource, sceneUtils } from '@grafana/scenes';
import { panelPlugins } from '../panels';
import { dataSourceList } from './data-source-list';
import { registerFieldOptions } from './field-options';
import { runRequest } from './run-request';
import { templateService } from './template-service';
import { registerTransformers } from './transformers';

/** Gives Grafana's libraries what Grafana's application gives them: the page then needs no more of it. */
// biome-ignore lint/suspicious/noExplicitAny: each source has queries of its own
export async function startGrafana(sources: readonly RuntimeDataSource<any>[]): Promise<void> {
  await initPluginTranslations('sightline');
  setAppEvents(new EventBusSrv());
  setEchoSrv({
    flush: () => undefined,
    addBackend: () => undefined,
    addEvent: () => undefined,
    onInteraction: () => () => undefined,
  });
  setTemplateSrv(templateService);
  setRunRequest(runRequest);
  setDataSourceSrv(dataSourceList(sources));
  setPluginImportUtils({
    importPanelPlugin: async (id) => {
      throw new Error(`No panel of the kind “${id}” in this page; Grafana shows it`);
    },
    getPanelPluginFromCache: () => undefined,
  });
  registerFieldOptions();
  registerTransformers();
  for (const source of sources) sceneUtils.registerRuntimeDataSource({ dataSource: source });
  for (const [pluginId, plugin] of Object.entries(panelPlugins)) {
    sceneUtils.registerRuntimePanelPlugin({ pluginId, plugin });
  }
}
