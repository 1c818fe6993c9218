{{/* A sightline.yaml of this release, for the tools. */}}
{{- define "sightline.platform" -}}
{{- $engines := .Values.engines -}}
platforms:
  {{ has .Release.Name (list "local" "compose") | ternary (printf "%s-release" .Release.Name) .Release.Name }}:
    kubernetes: { namespace: {{ .Release.Namespace }} }
    traces: { {{ $engines.traces.store }}: {{ $engines.traces.url | quote }} }
    logs: { loki: {{ $engines.logs.url | quote }} }
    metrics: { prometheus: {{ $engines.prometheus.url | quote }} }
    alerts: { alertmanager: {{ $engines.alertmanager.url | quote }} }
    dashboards: { grafana: {{ $engines.dashboards.url | quote }} }
    {{- if not .Values.certificates.enabled }}
    otlp: http://{{ include "sightline.name" (list . "collector") }}:4318
    {{- end }}
{{- end }}
