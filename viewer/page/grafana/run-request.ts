import { type DataFrame, type DataQueryRequest, type DataSourceApi, DataTopic, type PanelData } from '@grafana/data';
import { LoadingState } from '@grafana/schema';
import { catchError, from, map, merge, type Observable, of, shareReplay, takeUntil, timer } from 'rxjs';

/** A request that takes longer than this shows the loading bar; a quicker one would only make it flicker. */
const loadingAfterMs = 250;

/** Runs one request against one data source: what Grafana's application gives its libraries, and its packages leave out. */
export function runRequest(datasource: DataSourceApi, request: DataQueryRequest): Observable<PanelData> {
  const data = (state: LoadingState, frames: DataFrame[] = []): PanelData => ({
    state,
    request,
    timeRange: request.range,
    series: frames.filter((frame) => frame.meta?.dataTopic !== DataTopic.Annotations),
    annotations: frames.filter((frame) => frame.meta?.dataTopic === DataTopic.Annotations),
  });
  const targets = request.targets.filter((target) => !target.hide);
  const result = from(datasource.query({ ...request, targets })).pipe(
    map((response) => ({
      ...data(response.errors?.length ? LoadingState.Error : LoadingState.Done, response.data as DataFrame[]),
      ...(response.errors?.length && { errors: response.errors, error: response.errors[0] }),
    })),
    catchError((error: unknown) => {
      const failure = { message: error instanceof Error ? error.message : String(error) };
      return of({ ...data(LoadingState.Error), errors: [failure], error: failure });
    }),
  );
  return withLoading(result, data(LoadingState.Loading));
}

function withLoading(result: Observable<PanelData>, loading: PanelData): Observable<PanelData> {
  const done = result.pipe(shareReplay(1));
  return merge(
    timer(loadingAfterMs).pipe(
      map(() => loading),
      takeUntil(done),
    ),
    done,
  );
}
