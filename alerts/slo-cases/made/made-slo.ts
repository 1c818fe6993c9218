import fc from 'fast-check';
import { stringify } from 'yaml';

/** How the events of an SLO are asked for. */
const styles = ['counter', 'rate', 'increase', 'bucket', 'remainder', 'other metric', 'gauge', 'raw'] as const;
type Style = (typeof styles)[number];

/** What the series of the good or bad events do. */
const behaviours = ['present', 'absent', 'late', 'resetting'] as const;
export type Behaviour = (typeof behaviours)[number];

/** Something about a file that may be wrong, and must then be said. */
const spoilers = [
  'nothing',
  'an escape',
  'a look ahead',
  'a range in a sum',
  'a missing parenthesis',
  'several names',
  'a reserved label',
  'a reserved group',
  'a broken template',
  'a low objective',
  'a short period',
] as const;

/** One made SLO: what its file says, and what its series do. */
export interface MadeSlo {
  readonly format: 'openslo' | 'sloth';
  readonly dialect: 'sightline' | 'sloth';
  readonly style: Style;
  readonly part: 'good' | 'bad';
  readonly metric: string;
  readonly label: string;
  /** The values of the label for bad and for good events. */
  readonly values: { readonly bad: string; readonly good: string };
  readonly quotes: '"' | "'" | '`';
  readonly group: string | undefined;
  readonly objective: number;
  readonly period: '7d' | '14d' | '28d' | '30d';
  readonly sliced: boolean;
  readonly text: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly comment: boolean;
  readonly behaviour: Behaviour;
  /** Bad events per sample, and good ones, in each group. */
  readonly rates: readonly { readonly bad: number; readonly good: number }[];
  readonly spoiler: (typeof spoilers)[number];
}

const name = fc.constantFrom('requests_total', 'job:requests:total', 'http.server.requests', 'Anfragen gesamt', 'up');
const label = fc.constantFrom('code', 'status', 'http.status', 'résultat', 'on', 'by');
const value = fc.constantFrom('500', 'a|b', 'say "no"', "it's", 'C:\\temp', '#1', '{x}', 'ünï', '4..', '`');
const text = fc.constantFrom(
  '',
  'plain',
  'in {{ .window }} for {{ .Values.x }}',
  '{{{',
  '# no comment',
  'it\'s: "quoted"',
  'ü\u2028\u0007',
);

export const madeSlo: fc.Arbitrary<MadeSlo> = fc
  .record({
    format: fc.constantFrom('openslo' as const, 'sloth' as const),
    dialect: fc.constantFrom('sightline' as const, 'sightline' as const, 'sightline' as const, 'sloth' as const),
    style: fc.constantFrom(...styles),
    part: fc.constantFrom('good' as const, 'bad' as const),
    metric: name,
    label,
    values: fc.tuple(value, value).map(([bad, good]) => ({ bad, good: good === bad ? `${good} not` : good })),
    quotes: fc.constantFrom('"' as const, "'" as const, '`' as const),
    group: fc.constantFrom(undefined, undefined, 'cluster', 'k8s.cluster'),
    objective: fc.constantFrom(95, 99, 99.9, 99.95),
    period: fc.constantFrom('7d' as const, '14d' as const, '28d' as const, '30d' as const),
    sliced: fc.boolean(),
    text,
    labels: fc.dictionary(
      fc.constantFrom('team', 'app.kubernetes.io/name', 'owner'),
      fc.constantFrom('shop', 'a "b"', '{{ x }}'),
    ),
    comment: fc.boolean(),
    behaviour: fc.constantFrom(...behaviours),
    rates: fc.array(fc.record({ bad: fc.integer({ min: 1, max: 40 }), good: fc.integer({ min: 1, max: 400 }) }), {
      minLength: 2,
      maxLength: 2,
    }),
    spoiler: fc.oneof(
      { weight: 2, arbitrary: fc.constant('nothing' as const) },
      { weight: 1, arbitrary: fc.constantFrom(...spoilers) },
    ),
  })
  .map((made) => ({
    ...made,
    // A Sloth file counts bad events, over windows, and has no slices; the dialect sloth is for such.
    ...(made.format === 'sloth'
      ? {
          part: 'bad' as const,
          sliced: false,
          ...((made.style === 'counter' || made.style === 'bucket') && { style: 'rate' as const }),
        }
      : { dialect: 'sightline' as const }),
    // A bare counter keeps no groups but those of an annotation; a bucket counts what is good.
    ...(made.format === 'openslo' && made.style === 'bucket' && { part: 'good' as const }),
    ...(made.style === 'remainder' && { part: 'bad' as const }),
  }));

/** The file, in its own format. */
export function writeMadeSlo(made: MadeSlo): string {
  return made.format === 'sloth' ? slothFile(made) : openSloFile(made);
}

const raw = ({ style }: MadeSlo) => style === 'raw';

function slothFile(made: MadeSlo): string {
  const { events, total } = queriesOf(made);
  return stringify({
    version: 'prometheus/v1',
    service: 'shop',
    labels: made.spoiler === 'a reserved label' ? { sloth_id: 'x' } : made.labels,
    slos: [
      {
        name: 'availability',
        objective: made.spoiler === 'a low objective' ? 5 : made.objective,
        description: made.text || undefined,
        sli: raw(made)
          ? { raw: { error_ratio_query: `(${events}\n) / (${total}\n)` } }
          : { events: { error_query: events, total_query: total } },
        alerting: {
          name: 'ShopBudget',
          annotations: {
            summary: made.spoiler === 'a broken template' ? '{{ $lables.x }}' : 'burns at {{ $value | humanize }}',
          },
        },
      },
    ],
  });
}

function openSloFile(made: MadeSlo): string {
  const { events, total } = queriesOf(made);
  const source = (query: string) => ({ metricSource: { type: 'Prometheus', spec: { query } } });
  const annotated = made.group !== undefined && (made.style === 'counter' || made.style === 'bucket');
  const group = made.spoiler === 'a reserved group' ? 'tier' : annotated ? made.group : undefined;
  return stringify({
    apiVersion: 'openslo/v1',
    kind: 'SLO',
    metadata: {
      name: 'shop-availability',
      labels: made.spoiler === 'a reserved label' ? { tier: 'gold' } : made.labels,
      annotations: group ? { 'sightline.dev/group-by': group } : {},
    },
    spec: {
      service: 'shop',
      description: made.text,
      indicator: {
        spec: {
          ratioMetric: raw(made)
            ? { raw: source(`(${events}\n) / (${total}\n)`), rawType: made.part === 'bad' ? 'failure' : 'success' }
            : { [made.part]: source(events), total: source(total) },
        },
      },
      timeWindow: [{ duration: made.spoiler === 'a short period' ? '1m' : made.period, isRolling: true }],
      budgetingMethod: made.sliced ? 'RatioTimeslices' : 'Occurrences',
      objectives: [
        {
          targetPercent: made.spoiler === 'a low objective' ? 5 : made.objective,
          ...(made.sliced && { timeSliceWindow: '1m' }),
        },
      ],
      alertPolicies: null,
    },
  });
}

/** The two queries. */
function queriesOf(made: MadeSlo): { events: string; total: string } {
  const { style, part, metric, label, values, group, spoiler } = made;
  const quote = (text: string) => inQuotes(text, made.quotes);
  const plainName = /^[a-zA-Z_:][\w:]*$/.test(metric);
  const select = (suffix: string, matchers: readonly string[] = []) => {
    const named = `${metric}${suffix}`;
    const inner = [...(plainName ? [] : [quote(named)]), ...matchers].join(', ');
    return `${plainName ? named : ''}${inner ? `{${inner}}` : ''}`;
  };
  const labelled = /^[a-zA-Z_]\w*$/.test(label) ? label : quote(label);
  const spoilt: Partial<Record<MadeSlo['spoiler'], string>> = {
    'an escape': `${labelled}=~"\\d+"`,
    'a look ahead': `${labelled}=~"(?!x).*"`,
  };
  const own = `${labelled}=${quote(values[part])}`;
  const extra = spoilt[spoiler] ? [spoilt[spoiler] ?? ''] : [];
  const by = group === undefined ? '' : ` by (${/^\w+$/.test(group) ? group : quote(group)})`;
  const window = '[{{.window}}]';
  const summed = (call: string, selector: string) =>
    spoiler === 'a range in a sum' ? `sum${by}(${selector}${window})` : `sum${by} (${call}(${selector}${window}))`;
  const comment = made.comment ? ' # counts' : '';
  const end = spoiler === 'a missing parenthesis' ? '(' : '';
  const several = spoiler === 'several names' ? '{__name__=~"a|b"}' : undefined;
  const finish = (events: string, total: string) => ({
    events: `${events}${end}${comment}`,
    total: `${total}${comment}`,
  });
  switch (style) {
    case 'counter':
      return finish(several ?? select('', [own, ...extra]), select(''));
    case 'bucket':
      return finish(several ?? select('_bucket', ['le="0.5"', ...extra]), select('_count'));
    case 'remainder':
      return finish(
        `${summed('rate', select('_count'))} - ${summed('rate', several ?? select('_bucket', ['le="0.5"', ...extra]))}`,
        summed('rate', select('_count')),
      );
    case 'other metric':
      return finish(summed('increase', several ?? select('_part', extra)), summed('increase', select('')));
    case 'gauge':
      return finish(
        summed('sum_over_time', several ?? select('', [own, ...extra])),
        summed('sum_over_time', select('')),
      );
    case 'raw':
      return finish(summed('rate', several ?? select('', [own, ...extra])), summed('rate', select('')));
    default:
      return finish(summed(style, several ?? select('', [own, ...extra])), summed(style, select('')));
  }
}

function inQuotes(text: string, quotes: MadeSlo['quotes']): string {
  if (quotes === '`' && !text.includes('`')) return `\`${text}\``;
  if (quotes === "'") return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
  return JSON.stringify(text);
}
