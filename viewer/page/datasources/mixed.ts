import type { DataFrame, DataQueryRequest, DataQueryResponse } from '@grafana/data';
import { RuntimeDataSource } from '@grafana/scenes';
import type { DataQuery } from '@grafana/schema';
import { firstValueFrom, from, isObservable, last } from 'rxjs';

/** Grafana's name for a panel whose queries go to several data sources, each naming its own. */
export class MixedDataSource extends RuntimeDataSource<DataQuery> {
  readonly #sources: readonly RuntimeDataSource<DataQuery>[];

  constructor(sources: readonly RuntimeDataSource<DataQuery>[]) {
    super('datasource', '-- Mixed --');
    this.#sources = sources;
  }

  override async query(request: DataQueryRequest<DataQuery>): Promise<DataQueryResponse> {
    const answers = this.#sources.flatMap((source) => {
      const targets = request.targets.filter(({ datasource }) => datasource?.uid === source.uid);
      return targets.length > 0 ? [answerOf(source, { ...request, targets })] : [];
    });
    return { data: (await Promise.all(answers)).flatMap(({ data }) => data as DataFrame[]) };
  }
}

async function answerOf(source: RuntimeDataSource<DataQuery>, request: DataQueryRequest<DataQuery>) {
  const answer = source.query(request);
  return await firstValueFrom(isObservable(answer) ? answer.pipe(last()) : from(answer));
}
