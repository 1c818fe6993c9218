import type { Cases } from '../case';
import { at } from '../moment';
import { asking, instant, lines, range } from './asking';

const late = '{service_name="late"}';
const edges = '{service_name="edges", level="info"}';
const order = '{service_name="order", level="info", deployment_environment_name="prod"}';
const form = (name: 'ns' | 's' | 'float' | 'rfc3339', from = '1m', to = '6m') =>
  asking('query_range', { query: '{service_name="edges"}', start: at(from, name), end: at(to, name) });

export const answers: Cases = [
  lines(late, { limit: 3 }),
  lines(late, { limit: 3, direction: 'forward' }),
  lines(late, { limit: 1, direction: 'backward' }),
  lines(late, { limit: 1, direction: 'FORWARD' }),
  lines(late, { limit: 5000 }),
  lines(order),
  lines(order, { limit: 5, direction: 'forward' }),
  lines('{service_name=~"order|payment", deployment_environment_name="prod"}', { limit: 7 }),
  lines('{service_name=~"order|payment", deployment_environment_name="prod"}', { limit: 7, direction: 'forward' }),
  lines(`${order} | http_response_status_code=500`, { limit: 4 }),
  lines(`${order} | http_response_status_code=500`, { limit: 4, direction: 'forward', categorised: true }),
  lines(`${order} |= "GET" | line_format "{{.http_route}}"`, { limit: 4, direction: 'forward' }),
  // The start belongs to the range, the end does not.
  lines(edges, { from: '1m', to: '2m', direction: 'forward' }),
  lines(edges, { from: '1m+1ns', to: '2m+1ns', direction: 'forward' }),
  lines(edges, { from: '1m-1ns', to: '2m-1ns', direction: 'forward' }),
  lines(edges, { from: '1m', to: '1m' }),
  lines(edges, { from: '1m', to: '1m+1ns' }),
  lines(edges, { from: '1m+2ns', to: '2m-1ns' }),
  lines(edges, { from: '390s', to: '391s' }),
  lines(edges, { from: '420.123456789s', to: '420.12345679s' }),
  lines(edges, { from: '20m', to: '30m' }),
  lines(edges, { from: '-30m', to: '-1ns' }),
  lines(edges, { from: '-30m', to: '0s' }),
  form('ns'),
  form('s'),
  form('float'),
  form('rfc3339'),
  form('float', '59.5s', '300.25s'),
  form('rfc3339', '59.5s', '5m+1ns'),
  lines(`{service_name="typed"}`, { categorised: true }),
  lines(`{service_name="typed"}`),
  lines('{service_name="odd"} |= "odd names"', { categorised: true }),
  lines('{service_name="odd"} |= "odd names"'),
  lines('{service_name=~"levelless|last"}', { categorised: true }),
  lines(`${order} | json | logfmt`, { limit: 4, categorised: true }),
  lines('{service_name="nobody"}', { categorised: true }),
  lines(late, { method: 'POST' }),
  lines(`${order} |= "GET"`, { method: 'POST', limit: 3, categorised: true }),
  range(`sum by (level) (rate({service_name="order"}[5m]))`, { method: 'POST', step: '5m' }),
  instant('sum(count_over_time({service_name="order"}[20m]))', { method: 'POST' }),
  asking('query_range', { query: late, start: at('0s'), end: at('20m'), interval: '5m' }),
  asking('query_range', { query: 'sum(count_over_time({service_name="order"}[5m]))', start: at('0s'), end: at('20m') }),
  asking('query_range', { query: 'sum(count_over_time({service_name="order"}[5m]))', start: at('0s'), end: at('5m') }),
  asking('query_range', { query: '{service_name="last"}', start: at('0s'), end: at('20m'), limit: 0 }),
  asking('query_range', { query: `${edges} # a comment`, start: at('1m'), end: at('2m') }),
  asking('query_range', {
    query: `{service_name="edges"}\n|= "minute 1"\n# comment\n!= "one"`,
    start: at('0s'),
    end: at('2m'),
  }),
  asking('query', { query: 'sum(count_over_time({service_name="order"}[20m]))', time: at('20m', 's') }),
  asking('query', { query: 'sum(count_over_time({service_name="order"}[20m]))', time: at('20m', 'float') }),
  asking('query', { query: 'sum(count_over_time({service_name="order"}[20m]))', time: at('20m', 'rfc3339') }),
  instant(late),
  instant('{service_name="last"}'),
  lines('{service_name="odd"}', { limit: 100, categorised: true }),
  lines('{service_name="edges"}', { limit: 100, categorised: true, direction: 'forward' }),
];
