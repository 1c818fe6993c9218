import { exampleSlo, ratioOf } from '../compiler/example-slo';
import { exampleSloth } from '../compiler/example-sloth';
import { ratio, type SloCase } from './slo-case';

const badEscape = '\\d is no escape';
const ofCode = (inner: string) => `sum(rate(requests_total{${inner}}[{{.window}}]))`;

/** What Prometheus takes, and what it refuses, in the words of its own grammar. */
export const queryCases: readonly SloCase[] = [
  {
    name: 'names in quotes in a template',
    text: exampleSloth({
      error: 'sum(rate({"http.server.requests", "service.name"="api", code=~"5.."}[{{.window}}]))',
      total: 'sum(rate({"http.server.requests", "service.name"="api"}[{{.window}}]))',
    }),
    diagnostics: ['warning single-event-pages 4'],
    world: {
      series: {
        '{"http.server.requests", "service.name"="api", code="500"}': '0+10x240',
        '{"http.server.requests", "service.name"="api", code="200"}': '0+30x240',
        '{"http.server.requests", "service.name"="web", code="200"}': '0+1000x240',
      },
      expect: [{ expr: ratio('1h'), at: 115, is: 0.25 }],
    },
  },
  {
    name: 'a label name in quotes',
    text: exampleSlo({
      indicator: ratioOf(
        'good',
        'requests_total{"service.name"="api",code!~"5.."}',
        'requests_total{"service.name"="api"}',
      ),
    }),
    diagnostics: [],
    world: {
      series: {
        'requests_total{"service.name"="api",code="500"}': '0+10x240',
        'requests_total{"service.name"="web",code="200"}': '0+100000x240',
      },
      expect: [
        { expr: 'slo:sli_bad:increase1h', at: 115, is: 1200 },
        { expr: 'slo:sli_total:increase1h', at: 115, is: 1200 },
        { expr: ratio('1h'), at: 115, is: 1 },
      ],
    },
  },
  {
    name: 'a metric name in quotes, and a group by a label in quotes',
    text: exampleSlo({
      annotations: 'sightline.dev/min-bad-events: "5", sightline.dev/group-by: "service.name"',
      bad: '{"http.requests", code=~"5.."}',
      total: '{"http.requests"}',
    }),
    diagnostics: [],
    world: {
      series: {
        '{"http.requests", "service.name"="api", code="500"}': '0+10x240',
        '{"http.requests", "service.name"="api", code="200"}': '0+10x240',
        '{"http.requests", "service.name"="web", code="200"}': '0+10x240',
      },
      expect: [
        { expr: `${ratio('1h')}{"service.name"="api"}`, at: 115, is: 0.5 },
        { expr: `${ratio('1h')}{"service.name"="web"}`, at: 115, is: 0 },
        { expr: 'count(ALERTS{alertstate="firing",tier="page-quick"})', at: 115, is: 1 },
      ],
    },
  },
  {
    name: 'an escape that Prometheus does not know, in a template',
    text: exampleSloth({ error: ofCode('path=~"/v\\d+/.*",code=~"5.."'), total: ofCode('path=~"/v\\d+/.*"') }),
    diagnostics: ['error promql 8', 'error promql 8'],
    words: new RegExp(badEscape.replace('\\', '\\\\')),
  },
  {
    name: 'an escape that Prometheus does not know, in a counter',
    text: exampleSlo({ bad: 'requests_total{path=~"/api\\.v1/.*",code=~"5.."}' }),
    diagnostics: ['error promql 8'],
    words: /\\\. is no escape.*character 22[\s\S]*backticks/,
  },
  {
    name: 'escapes that Prometheus knows',
    text: exampleSlo({
      bad: "requests_total{path=~\"\\x2fv\\\\d+\\057\\u002e*\",code='5\\'00'}",
      total: 'requests_total{path=~`/v\\d+/.*`}',
    }),
    diagnostics: [],
    world: {
      series: {
        'requests_total{path="/v1/a",code="5\'00"}': '0+10x240',
        'requests_total{path="/v1/a",code="200"}': '0+30x240',
      },
      expect: [{ expr: ratio('1h'), at: 115, is: 0.25 }],
    },
  },
  {
    name: 'a look ahead, which RE2 does not have',
    text: exampleSloth({ error: ofCode('path=~"^(?!/health).*",code=~"5.."') }),
    diagnostics: ['error promql 8'],
    words: /RE2.*\(\?![\s\S]*label!~/,
  },
  {
    name: 'a look ahead in a counter',
    text: exampleSlo({ total: 'requests_total{path=~"^(?!/health).*"}' }),
    diagnostics: ['error promql 8'],
    words: /RE2.*\(\?!/,
  },
  {
    name: 'a range in a sum',
    text: exampleSloth({ error: 'sum(requests_total{code=~"5.."}[{{.window}}])' }),
    diagnostics: ['error promql 8'],
    words: /sum takes an instant vector, and a range vector came/,
  },
  {
    name: 'a function that there is not',
    text: exampleSloth({ error: 'sum(rat(requests_total{code=~"5.."}[{{.window}}]))' }),
    diagnostics: ['error promql 8'],
    words: /there is no function rat/,
  },
  {
    name: 'a range behind a comparison: a subquery without its colon',
    text: exampleSloth({ error: 'sum_over_time(probe_success{ci="1"} == 0[{{.window}}])' }),
    diagnostics: ['error promql 8'],
    words: /range stands directly behind[\s\S]*with a colon/,
  },
  {
    name: 'a range behind parentheses',
    text: exampleSloth({ error: 'sum_over_time((probe_success == 0)[{{.window}}])' }),
    diagnostics: ['error promql 8'],
    words: /with a colon/,
  },
  {
    name: 'a number and a text added',
    text: exampleSloth({ error: 'rate(requests_total[{{.window}}]) + "5"' }),
    diagnostics: ['error promql 8'],
    words: /a string came/,
  },
  {
    name: 'LogQL',
    text: exampleSloth({ error: 'sum(rate({job="nginx"} | json | status >= 500 [{{.window}}]))' }),
    diagnostics: ['error promql 8'],
    words: /no PromQL at \| json/,
  },
  {
    name: 'a function behind a feature flag',
    text: exampleSloth({ raw: 'avg(mad_over_time(latency[{{.window}}]))' }),
    diagnostics: ['error promql 8'],
    words: /feature flag/,
  },
  {
    name: 'metrics of several names in a counter',
    text: exampleSlo({
      indicator: ratioOf(
        'good',
        '{__name__=~"http_total|grpc_total",code!~"5.."}',
        '{__name__=~"http_total|grpc_total"}',
      ),
    }),
    diagnostics: ['error promql 8', 'error promql 8'],
    words: /same labels[\s\S]*sum\(increase\(a_total\[\{\{\.window\}\}\]\)\) \+/,
  },
  {
    name: 'metrics of several names under a rate',
    text: exampleSloth({ error: 'sum(rate({__name__=~"http_total|grpc_total",code=~"5.."}[{{.window}}]))' }),
    diagnostics: ['error promql 8'],
    words: /same labels/,
  },
  {
    name: 'several metrics, each with its own sum, as that hint says',
    text: exampleSlo({
      indicator: ratioOf(
        'bad',
        'sum(increase(http_total{code="500"}[{{.window}}])) + sum(increase(grpc_total{code="500"}[{{.window}}]))',
        'sum(increase(http_total[{{.window}}])) + sum(increase(grpc_total[{{.window}}]))',
      ),
    }),
    diagnostics: ['warning unproven-part 4'],
    world: {
      series: {
        'http_total{code="500"}': '0+10x240',
        'http_total{code="200"}': '0+10x240',
        'grpc_total{code="500"}': '0+10x240',
        'grpc_total{code="200"}': '0+50x240',
      },
      expect: [
        { expr: 'slo:sli_bad:increase1h', at: 115, is: 2400 },
        { expr: ratio('1h'), at: 115, is: 0.25 },
      ],
    },
  },
  {
    name: 'a comment that ends a query',
    text: exampleSloth({
      error: 'sum(rate(requests_total{code=~"5.."}[{{.window}}])) # what went wrong',
      total: '# all of them, "#" too\nsum(rate(requests_total{path!="#"}[{{.window}}])) # all',
    }),
    diagnostics: ['warning single-event-pages 4', 'warning unproven-part 4'],
    world: {
      series: { 'requests_total{code="500"}': '0+10x240', 'requests_total{code="200"}': '0+30x240' },
      expect: [{ expr: ratio('1h'), at: 115, is: 0.25 }],
    },
  },
  {
    name: 'a number of bad events per second of a number of events',
    text: exampleSloth({ total: 'sum(increase(requests_total[{{.window}}]))' }),
    diagnostics: ['error indicator 8'],
    words: /off by the length of the window/,
  },
  {
    name: 'a window between marks for trimming',
    text: exampleSloth({ total: 'sum(rate(requests_total[{{- .window -}}]))' }),
    diagnostics: ['warning single-event-pages 4'],
  },
  {
    name: 'sides that can never match',
    text: exampleSloth({ error: 'sum by (cluster) (rate(requests_total{code=~"5.."}[{{.window}}]))' }),
    diagnostics: ['error indicator 8'],
    words: /told apart by cluster/,
  },
  {
    name: 'many series of one side for one of the other',
    text: exampleSloth({
      raw: 'sum by (code) (rate(requests_total{code=~"5.."}[{{.window}}])) / on () sum(rate(requests_total[{{.window}}]))',
    }),
    diagnostics: ['error promql 8'],
    words: /told apart by code/,
  },
  {
    name: 'native histograms with an offset',
    text: exampleSloth({
      error:
        "(1 - histogram_fraction(0, 0.3, sum(rate(latency{job='shop'}[{{.window}}] offset 1m)))) * histogram_count(sum(rate(latency{job='shop'}[{{.window}}] offset 1m)))",
      total: "histogram_count(sum(rate(latency{job='shop'}[{{.window}}] offset 1m)))",
    }),
    diagnostics: ['info unproven-part 4'],
  },
  {
    name: 'quotes of all kinds, a replaced label, and a zero where there is none',
    text: exampleSloth({
      error: `sum(label_replace(rate(requests_total{path=~'/a|"b"',code=~"5.."}[{{.window}}]), "svc", "$1", "service", "(.*)-v[0-9]+")) or vector(0)`,
      total: `sum(rate(requests_total{path=~'/a|"b"'}[{{.window}}]))`,
    }),
    diagnostics: ['warning single-event-pages 4', 'warning unproven-part 4'],
    world: {
      series: { 'requests_total{path="/a",code="200"}': '0+30x240' },
      expect: [{ expr: ratio('1h'), at: 115, is: 0 }],
    },
  },
  {
    name: 'a subquery pinned to the end',
    text: exampleSloth({ raw: 'max_over_time((1 - avg(up{job="shop"}))[{{.window}}:30s] @ end())' }),
    diagnostics: [],
    world: {
      series: { 'up{job="shop"}': '1x200 0x20 1x20' },
      expect: [{ expr: ratio('6h'), at: 119, is: 1 }],
    },
  },
];
