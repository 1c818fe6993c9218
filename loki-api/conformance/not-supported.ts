import type { Case } from './case';
import { asking, instant, lines } from './cases/asking';
import { at } from './moment';

/** What Loki answers and its stand-in refuses: a case, what the refusal must name, and why. */
export interface NotSupported {
  readonly asked: Case;
  readonly names: string;
  readonly reason: string;
}

const unasked = 'no panel, command or test of the platform asks it, nor does Explore by itself';
const approximate = 'its answer is an estimate by definition';
const proxy = (stages: string) => lines(`{service_name="proxy"} ${stages}`);

/** Each is a 400 that names the construct: nothing is answered approximately. */
export const notSupported: readonly NotSupported[] = [
  { asked: proxy('| pattern "<ip> <_>"'), names: 'pattern', reason: unasked },
  { asked: proxy('| unpack'), names: 'unpack', reason: 'undoes what Promtail packs; nothing here packs' },
  { asked: proxy('|> "<_>GET<_>"'), names: '|>', reason: unasked },
  { asked: proxy('!> "<_>GET<_>"'), names: '!>', reason: unasked },
  { asked: proxy('|= ip("10.0.0.0/8")'), names: 'ip', reason: unasked },
  { asked: proxy('| logfmt | addr=ip("10.0.0.0/8")'), names: 'ip', reason: unasked },
  {
    asked: instant('rate_counter({service_name="proxy"} | unwrap weight [5m])'),
    names: 'rate_counter',
    reason: 'counters are metrics here, not lines',
  },
  {
    asked: instant('approx_topk(2, sum by (event) (count_over_time({service_name="proxy"}[5m])))'),
    names: 'approx_topk',
    reason: approximate,
  },
  {
    asked: proxy('| line_format `{{ range $i, $e := .event }}{{ end }}`'),
    names: 'range',
    reason: 'labels are texts: there is nothing to walk through',
  },
  {
    asked: proxy('| line_format `{{ $x := .event }}{{ $x }}`'),
    names: 'variables in a template',
    reason: 'the label itself can be written in its place',
  },
  {
    asked: proxy('| line_format `{{ __timestamp__ }}`'),
    names: '__timestamp__',
    reason: 'each line comes with its moment',
  },
  { asked: asking('format_query', { query: '{a="b"}', start: at('0s') }), names: 'format_query', reason: unasked },
];
