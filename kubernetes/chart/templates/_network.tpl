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

{{/* The ways to engines, each by its port. */}}
{{- define "sightline.toPostgres" -}}
{{ include "sightline.rule" (dict "ports" (list .Values.engines.postgres.port) "to" .Values.networkPolicy.to.postgres) }}
{{- end }}

{{- define "sightline.toKafka" -}}
{{- $ports := list -}}
{{- range .Values.engines.kafka.brokers -}}{{- $ports = append $ports (regexFind "[0-9]+$" . | int) -}}{{- end -}}
{{ include "sightline.rule" (dict "ports" (uniq $ports) "to" .Values.networkPolicy.to.kafka) }}
{{- end }}

{{/* (list $ "prometheus" <url> ...) */}}
{{- define "sightline.toUrls" -}}
{{- $root := first . -}}
{{- $ports := list -}}
{{- range slice . 2 -}}{{- if . -}}{{- $ports = append $ports (include "sightline.portOf" . | int) -}}{{- end -}}{{- end -}}
{{ include "sightline.rule" (dict "ports" (uniq $ports) "to" (index $root.Values.networkPolicy.to (index . 1))) }}
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
