import { type AnnotationQuery, AnnotationQueryBuilder } from '@grafana/grafana-foundation-sdk/dashboard';
import { DataqueryBuilder as LokiQuery } from '@grafana/grafana-foundation-sdk/loki';
import { logEvents, metrics } from '@sightline/catalogue';
import { datasources } from './datasources';
import { events } from './queries/logs';
import { value } from './queries/promql';

/** What may explain a bend in a curve, marked on every time series of every dashboard. */
export const annotations: readonly AnnotationQuery[] = [
  {
    ...new AnnotationQueryBuilder()
      .name('Deployments')
      .datasource(datasources.prometheus)
      .enable(true)
      .iconColor('blue')
      // The start time is the value of the series: each start is one mark, at its own moment.
      .expr(`${value(metrics.processStartTime, { service_namespace: 'sightline' })} * 1000`)
      .useValueForTime(true)
      .step('60s')
      .titleFormat('{{service_name}} {{service_version}} started')
      .tagKeys('service_name,service_version,service_instance_id')
      .build(),
  },
  {
    ...new AnnotationQueryBuilder()
      .name('Incidents')
      .datasource(datasources.loki)
      .enable(true)
      .iconColor('purple')
      .target(
        new LokiQuery()
          .datasource(datasources.loki)
          .refId('incidents')
          .expr(
            events(
              logEvents.circuitBreakerOpened,
              logEvents.serviceFailed,
              logEvents.consumerCrashed,
              logEvents.databaseUnavailable,
              logEvents.flagChanged,
            ),
          ),
      )
      .titleFormat('{{service_name}}')
      .tagKeys('service_name,level,feature_flag_key,feature_flag_result_variant')
      .build(),
  },
  {
    ...new AnnotationQueryBuilder()
      .name('Alerts')
      .datasource(datasources.prometheus)
      .enable(true)
      .iconColor('red')
      .expr('ALERTS{alertstate="firing", alertname!="Watchdog"}')
      .step('15s')
      .titleFormat('{{alertname}}')
      .textFormat('{{severity}}')
      .tagKeys('alertname,severity,service_name')
      .build(),
  },
];
