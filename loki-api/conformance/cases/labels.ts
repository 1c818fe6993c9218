import type { Cases } from '../case';
import { asking } from './asking';

const all = { from: '-30m', to: '30m' };

export const labels: Cases = [
  asking('labels', {}, all),
  asking('label', {}, all),
  asking('labels', {}, { ...all, method: 'POST' }),
  asking('labels', { query: '{service_name="levelless"}' }, all),
  asking('labels', { query: '{service_name="order"}' }, all),
  asking('labels', { query: '{service_name="nobody"}' }, all),
  asking('label/service_name/values', {}, all),
  asking('label/level/values', {}, all),
  asking('label/deployment_environment_name/values', {}, all),
  asking('label/level/values', { query: '{service_name="odd"}' }, all),
  asking('label/level/values', { query: '{service_name=~"order|payment"}' }, all),
  asking('label/service_name/values', { query: '{level="warn"}' }, all),
  asking('label/service_name/values', { query: '{service_name="nobody"}' }, all),
  asking('label/service_name/values', { query: '{level=~"w.*", service_name!="order"}' }, all),
  asking('label/unknown/values', {}, all),
  asking('label/event/values', {}, all),
  asking('label/level/values', { query: '{service_name="order"} |= "x"' }, all),
  asking('label/level/values', { query: 'level' }, all),
  asking('series', { 'match[]': '{service_name="order"}' }, all),
  asking('series', { 'match[]': '{service_name=~"odd.*"}' }, all),
  asking('series', { 'match[]': '{service_name="levelless"}' }, all),
  asking('series', { 'match[]': '{service_name="nobody"}' }, all),
  asking('series', { 'match[]': '{service_name="payment"}' }, { ...all, method: 'POST' }),
  asking('series', { match: '{service_name="payment"}' }, all),
  asking('series', { 'match[]': '{level=~".+"}' }, all),
  asking('series', {}, all),
  asking('series', { 'match[]': '{service_name="order"' }, all),
  asking('series', { 'match[]': '{}' }, all),
];
