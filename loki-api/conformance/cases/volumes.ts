import type { Cases } from '../case';
import { asking } from './asking';

const all = { from: '-30m', to: '30m' };
const estimated = { ...all, estimated: true };

export const volumes: Cases = [
  asking('index/stats', { query: '{service_name="nobody"}' }, estimated),
  asking('index/stats', { query: '{service_name="order"}' }, estimated),
  asking('index/stats', { query: '{service_name=~"order|payment", level="info"}' }, estimated),
  asking('index/volume', { query: '{service_name=~".+"}' }, estimated),
  asking('index/volume', { query: '{service_name="order"}' }, estimated),
  asking('index/volume', { query: '{service_name=~".+"}', targetLabels: 'level' }, estimated),
  asking('index/volume', { query: '{service_name=~".+"}', targetLabels: 'service_name,level' }, estimated),
  asking('index/volume', { query: '{service_name=~".+"}', aggregateBy: 'labels' }, estimated),
  asking('index/volume', { query: '{service_name="nobody"}' }, estimated),
  asking('index/volume_range', { query: '{service_name="order"}' }, { ...estimated, step: '10m' }),
  asking('detected_labels', { query: '{service_name="order"}' }, all),
  asking('detected_labels', {}, all),
  asking('detected_fields', { query: '{service_name="order", level="warn"}' }, all),
  asking('detected_fields', { query: '{service_name="order", level="info"}' }, all),
  asking('detected_fields', { query: '{service_name="api"}' }, all),
  asking('detected_fields', { query: '{service_name="gateway"}' }, all),
  asking('detected_fields', { query: '{service_name="typed"}' }, all),
  asking('detected_fields', { query: '{service_name="nobody"}' }, all),
  asking('detected_field/event/values', { query: '{service_name="order"}' }, all),
  asking('detected_field/user/values', { query: '{service_name="api"}' }, all),
  asking('patterns', { query: '{service_name="order"}' }, all),
];
