{{/* (list $ "order" "traffic"): the pods of components as peers. */}}
{{- define "sightline.peers" -}}
{{- $root := first . -}}
{{- range rest . }}
- podSelector:
    matchLabels: {{- include "sightline.selector" (list $root .) | nindent 6 }}
{{- end }}
{{- end }}

{{/* (dict "to" <peers> "ports" (list 5432)): a rule. No peers: anybody. */}}
{{- define "sightline.rule" -}}
- ports:
    {{- range .ports }}
    - { port: {{ . }}, protocol: TCP }
    {{- end }}
  {{- with .to }}
  to: {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with .from }}
  from: {{- toYaml . | nindent 4 }}
  {{- end }}
{{- end }}

{{/* What a component may do beside what is refused to all: (dict "root" $ "name" "order" "ingress" <rules> "egress" <rules>). */}}
{{- define "sightline.networkPolicy" }}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: {{ include "sightline.name" (list .root .name) }}
  labels: {{- include "sightline.labels" (list .root .name) | nindent 4 }}
spec:
  podSelector:
    matchLabels: {{- include "sightline.selector" (list .root .name) | nindent 6 }}
  policyTypes: [Ingress, Egress]
  {{- with .ingress }}
  ingress: {{- . | nindent 4 }}
  {{- end }}
  {{- with .egress }}
  egress: {{- . | nindent 4 }}
  {{- end }}
{{- end }}

{{/* (list $ "prometheus" <ports>): the way to an engine, by the ports of its pods where they are told, else by those of its addresses. */}}
{{- define "sightline.toEngine" -}}
{{- $policy := (index . 0).Values.networkPolicy -}}
{{- $ports := index $policy.ports (index . 1) | default (index . 2) -}}
{{ include "sightline.rule" (dict "ports" (uniq $ports) "to" (index $policy.to (index . 1))) }}
{{- end }}

{{- define "sightline.toPostgres" -}}
{{ include "sightline.toEngine" (list . "postgres" (list .Values.engines.postgres.port)) }}
{{- end }}

{{- define "sightline.toKafka" -}}
{{- $ports := list -}}
{{- range .Values.engines.kafka.brokers -}}{{- $ports = append $ports (regexFind "[0-9]+$" . | int) -}}{{- end -}}
{{ include "sightline.toEngine" (list . "kafka" $ports) }}
{{- end }}

{{/* (list $ "prometheus" <url or host:port> ...) */}}
{{- define "sightline.toUrls" -}}
{{- $root := first . -}}
{{- $ports := list -}}
{{- range slice . 2 -}}{{- if . -}}{{- $ports = append $ports (contains "://" . | ternary . (printf "http://%s" .) | include "sightline.portOf" | int) -}}{{- end -}}{{- end -}}
{{ include "sightline.toEngine" (list $root (index . 1) $ports) }}
{{- end }}

{{- define "sightline.toCollector" -}}
{{ include "sightline.rule" (dict "ports" (list 4318 3500) "to" (include "sightline.peers" (list . "collector") | fromYamlArray)) }}
{{- end }}

{{/* (list $ 3001 "traffic" "collector"): those of our components that may come in by a port. */}}
{{- define "sightline.fromOwn" -}}
{{ include "sightline.rule" (dict "ports" (list (index . 1)) "from" (include "sightline.peers" (concat (list (first .)) (slice . 2)) | fromYamlArray)) }}
{{- end }}

{{- define "sightline.toOwn" -}}
{{ include "sightline.rule" (dict "ports" (list (index . 1)) "to" (include "sightline.peers" (concat (list (first .)) (slice . 2)) | fromYamlArray)) }}
{{- end }}
