// The house style for dashboards written in jsonnet: the same looks as panels/*.ts has.
local g = import 'github.com/grafana/grafonnet/gen/grafonnet-v11.4.0/main.libsonnet';

local prometheus = { type: 'prometheus', uid: 'prometheus' };

local framed(panel, spec) =
  panel.new(spec.title)
  + panel.panelOptions.withDescription(spec.description)
  + panel.panelOptions.withLinks([{
    title: spec.next.title,
    type: 'link',
    icon: '',
    tooltip: '',
    url: spec.next.url,
    tags: [],
    asDropdown: false,
    targetBlank: false,
    includeVars: false,
    keepTime: false,
  }])
  + panel.queryOptions.withDatasource('prometheus', 'prometheus')
  + panel.queryOptions.withTargets(std.mapWithIndex(
    function(i, query) query { refId: std.char(std.codepoint('A') + i) },
    spec.queries
  ))
  + panel.standardOptions.withOverrides([])
  + panel.standardOptions.withUnit(spec.unit)
  + panel.standardOptions.thresholds.withMode('absolute')
  + panel.standardOptions.thresholds.withSteps(
    if std.objectHas(spec, 'thresholds') then spec.thresholds else [{ value: null, color: 'text' }]
  );

{
  // A selector of a declared metric: `series(metrics.postgresqlBackends, 'postgresql_database_name=~"$database"')`.
  series(metric, matchers=''):: '%s{%s}' % [metric.name, matchers],
  rate(metric, matchers=''):: 'rate(%s[$__rate_interval])' % self.series(metric, matchers),
  sum(by, expr):: 'sum by (%s) (%s)' % [std.join(', ', by), expr],

  query(legend, expr)::
    g.query.prometheus.new('prometheus', expr)
    + g.query.prometheus.withLegendFormat(legend)
    + g.query.prometheus.withEditorMode('code'),

  dashboardLink(name, title):: { title: title, url: '/d/sightline-%s?${__url_time_range}' % name },

  // More is worse: green, yellow from `warn`, red from `bad`.
  ceiling(warn, bad):: [{ value: null, color: 'green' }, { value: warn, color: 'yellow' }, { value: bad, color: 'red' }],
  // Less is worse.
  floor(warn, bad):: [{ value: null, color: 'red' }, { value: bad, color: 'yellow' }, { value: warn, color: 'green' }],

  timeSeries(spec)::
    local panel = g.panel.timeSeries;
    framed(panel, spec)
    + panel.fieldConfig.defaults.custom.withAxisSoftMin(0)
    + panel.fieldConfig.defaults.custom.withLineWidth(1)
    + panel.fieldConfig.defaults.custom.withFillOpacity(if std.get(spec, 'stacked', false) then 40 else 8)
    + panel.fieldConfig.defaults.custom.withGradientMode('opacity')
    + panel.fieldConfig.defaults.custom.withShowPoints('never')
    + panel.options.legend.withShowLegend(true)
    + panel.options.legend.withDisplayMode('table')
    + panel.options.legend.withPlacement('bottom')
    + panel.options.legend.withCalcs(['lastNotNull', 'max'])
    + panel.options.tooltip.withMode('multi')
    + panel.options.tooltip.withSort('desc')
    + (if std.get(spec, 'stacked', false)
       then panel.fieldConfig.defaults.custom.stacking.withMode('normal') + panel.fieldConfig.defaults.custom.stacking.withGroup('A')
       else {})
    + (if std.objectHas(spec, 'thresholds')
       then panel.fieldConfig.defaults.custom.thresholdsStyle.withMode('dashed')
       else {}),

  stat(spec)::
    local panel = g.panel.stat;
    framed(panel, spec)
    + panel.options.reduceOptions.withCalcs(['lastNotNull'])
    + panel.options.withColorMode(if std.objectHas(spec, 'thresholds') then 'background' else 'value')
    + panel.options.withGraphMode('area')
    + panel.options.withTextMode('auto')
    + panel.options.withJustifyMode('auto')
    + panel.options.withOrientation('auto')
    + panel.options.withWideLayout(true)
    + panel.options.withShowPercentChange(false)
    + panel.options.withPercentChangeColorMode('standard'),

  gauge(spec)::
    local panel = g.panel.gauge;
    framed(panel, spec { queries: [query { instant: true, range: false } for query in spec.queries] })
    + panel.standardOptions.withMin(0)
    + panel.standardOptions.withMax(spec.max)
    + panel.options.reduceOptions.withCalcs(['lastNotNull'])
    + panel.options.withShowThresholdMarkers(true)
    + panel.options.withShowThresholdLabels(false)
    + panel.options.withOrientation('auto')
    + panel.options.withSizing('auto')
    + panel.options.withMinVizWidth(75)
    + panel.options.withMinVizHeight(75),

  barGauge(spec)::
    local panel = g.panel.barGauge;
    framed(panel, spec { queries: [query { instant: true, range: false } for query in spec.queries] })
    + panel.standardOptions.withMin(0)
    + panel.options.withOrientation('horizontal')
    + panel.options.withDisplayMode('gradient')
    + panel.options.withValueMode('color')
    + panel.options.withNamePlacement('auto')
    + panel.options.withShowUnfilled(true)
    + panel.options.withSizing('auto')
    + panel.options.withMinVizWidth(8)
    + panel.options.withMinVizHeight(16)
    + panel.options.withMaxVizHeight(300)
    + panel.options.legend.withShowLegend(false)
    + panel.options.legend.withDisplayMode('list')
    + panel.options.legend.withPlacement('bottom')
    + panel.options.legend.withCalcs([])
    + panel.options.reduceOptions.withCalcs(['lastNotNull']),

  // A panel that takes more of its line than the others.
  wide(panel, weight=2):: { panel: panel, weight: weight },

  // A list filled from the values a label has right now.
  labelValues(name, label, metric)::
    g.dashboard.variable.query.new(name)
    + g.dashboard.variable.query.withDatasource('prometheus', 'prometheus')
    + g.dashboard.variable.query.queryTypes.withLabelValues(label, metric.name)
    + g.dashboard.variable.query.selectionOptions.withMulti(true)
    + g.dashboard.variable.query.selectionOptions.withIncludeAll(true)
    + g.dashboard.variable.query.refresh.onTime()
    + g.dashboard.variable.query.withSort(1)
    + { label: std.asciiUpper(name[0]) + name[1:], current: { selected: true, text: ['All'], value: ['$__all'] } },
}
