import type { DataSourceApi, DataSourceInstanceSettings } from '@grafana/data';
import { type DataSourceSrv, getTemplateSrv } from '@grafana/runtime';

/** Finds data sources by uid, by name and by type, for dashboards that choose theirs by a variable. */
export function dataSourceList(sources: readonly DataSourceApi[]): DataSourceSrv {
  const settings = (source: DataSourceApi): DataSourceInstanceSettings =>
    ({
      uid: source.uid,
      name: source.uid,
      type: source.type,
      meta: source.meta,
      readOnly: true,
      jsonData: {},
    }) as never;

  const find: (
    ref: Parameters<DataSourceSrv['get']>[0],
    scopedVars?: Parameters<DataSourceSrv['get']>[1],
  ) => DataSourceApi | undefined = (ref, scopedVars) => {
    const wanted = getTemplateSrv().replace(typeof ref === 'string' ? ref : ref?.uid, scopedVars);
    const type = typeof ref === 'string' ? undefined : ref?.type;
    return (
      sources.find((source) => source.uid === wanted || source.name === wanted) ??
      sources.find((source) => source.type === type) ??
      (wanted === '' || wanted === 'default' ? sources[0] : undefined)
    );
  };

  return {
    async get(ref, scopedVars) {
      const found = find(ref, scopedVars);
      if (found) return found;
      throw new Error(
        `No data source ${JSON.stringify(ref)}: the page knows ${sources.map(({ uid }) => uid).join(', ')}`,
      );
    },
    getList: (filters) => {
      const types = filters?.type === undefined ? undefined : [filters.type].flat();
      return sources.filter((source) => !types || types.includes(source.type)).map(settings);
    },
    getInstanceSettings: (ref, scopedVars) => {
      const found = find(ref, scopedVars);
      return found && settings(found);
    },
    reload: async () => undefined,
    registerRuntimeDataSource: () => undefined,
  } as DataSourceSrv;
}
