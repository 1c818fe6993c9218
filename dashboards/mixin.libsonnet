// The whole platform as a monitoring mixin (monitoring.mixins.dev): dashboards, alerts and recording rules, to be used with
// Tanka, kube-prometheus or `jsonnet -m`. Everything it gives is generated and committed; it needs no library.
local made = import 'mixin/generated/index.libsonnet';

local groups = std.flatMap(function(file) std.get(file, 'groups', []), made.rules);
local only(isWanted) = [
  group { rules: wanted }
  for group in groups
  for wanted in [std.filter(isWanted, group.rules)]
  if std.length(wanted) > 0
];

{
  grafanaDashboardFolder:: 'Sightline',
  grafanaDashboards+:: made.dashboards,
  prometheusAlerts+:: { groups+: only(function(rule) std.objectHas(rule, 'alert')) },
  prometheusRules+:: { groups+: only(function(rule) std.objectHas(rule, 'record')) },
}
