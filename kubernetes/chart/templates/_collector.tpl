{{/* The files of collector/config that are layered: what they all have, and one for each store. */}}
{{- define "sightline.collectorLayers" -}}
{{- list "base" .Values.engines.traces.store .Values.engines.logs.store | toJson -}}
{{- end }}

{{/*
What is asked whether it lives, beside what is scraped: one by one, so that `up` is there for each. Engines are as many as their address has;
the services' pods are watched by the kubelet as well.
*/}}
{{- define "sightline.livenessTargets" -}}
{{- $engines := .Values.engines -}}
- { service: kafka, instance: kafka-1, protocol: kafka, endpoint: "${env:KAFKA_BROKERS}" }
- { service: postgres, instance: postgres-1, protocol: postgres, endpoint: "${env:POSTGRES_ENDPOINT}" }
{{- range $name, $port := dict "bank" 3003 "flags" 8016 "inbox" 3004 "traffic" 3005 }}
{{- if (index $.Values $name).enabled }}
- { service: {{ $name }}, instance: {{ $name }}-1, protocol: http, endpoint: "http://{{ include "sightline.name" (list $ $name) }}:{{ $port }}/health/live" }
{{- end }}
{{- end }}
- { service: {{ $engines.dashboards.program }}, instance: {{ $engines.dashboards.program }}-1, protocol: http, endpoint: "{{ trimSuffix "/" $engines.dashboards.url }}/api/health" }
{{- end }}

{{/*
The last layer: pods are found by the cluster's API instead of by name, and which pipelines run. A pod that carries the label
sightline.dev/service is scraped as that service, under its own name: the instance that its traces and lines have too.
*/}}
{{- define "sightline.collectorLayer" -}}
receivers:
  {{- if .Values.certificates.enabled }}
  otlp:
    protocols:
      grpc:
        tls: &known
          min_version: "1.2"
          cert_file: /run/certificates/tls.crt
          key_file: /run/certificates/tls.key
          client_ca_file: /run/certificates/ca.crt
          client_ca_file_reload: true
          reload_interval: 60s
      http:
        tls: *known
  loki:
    protocols:
      http:
        tls: *known
  {{- end }}
  prometheus/services:
    config:
      scrape_configs:
        - job_name: services
          kubernetes_sd_configs:
            - role: pod
              namespaces: { own_namespace: true }
              selectors:
                - { role: pod, label: "app.kubernetes.io/instance={{ .Release.Name }},sightline.dev/service" }
          # The receiver itself tells pod, node and namespace; a label of the same name would be joined to it.
          relabel_configs:
            - { action: drop, source_labels: [__meta_kubernetes_pod_phase], regex: Pending|Succeeded|Failed }
            - { action: keep, source_labels: [__meta_kubernetes_pod_container_port_name], regex: http|metrics }
            - { source_labels: [__meta_kubernetes_pod_label_sightline_dev_service], target_label: job }
            - { source_labels: [__meta_kubernetes_pod_name], target_label: instance }
  liveness:
    targets: {{- include "sightline.livenessTargets" . | nindent 6 }}
    {{- with .Values.engines.kafka }}
    {{- if .caSecret }}
    tls: &kafka
      ca_file: /run/kafka-authority/ca.crt
      {{- if .userSecrets.collector }}
      cert_file: /run/kafka-user/user.crt
      key_file: /run/kafka-user/user.key
      {{- end }}
  kafkametrics:
    tls: *kafka
    {{- end }}
    {{- end }}
  {{- if .Values.engines.postgres.caSecret }}
  postgresql:
    tls:
      insecure: false
      ca_file: /run/postgres-authority/ca.crt
  {{- end }}
processors:
  guard:
    # A name that was let in is never forgotten, and each pod of each rollout brings a new one.
    names:
      {{- range (.Files.Get "generated/collector/base.yaml" | fromYaml).processors.guard.names }}
      {{- if has .key (list "service.instance.id" "k8s.pod.name") }}{{ $_ := set . "limit" 5000 }}{{ end }}
      - {{ toJson . }}
      {{- end }}
{{- with .Values.engines.prometheus.otlpUrl }}
exporters:
  otlp_http/prometheus: { endpoint: {{ . | quote }} }
  otlp_split/prometheus: { endpoint: {{ . | quote }} }
{{- end }}
service:
  telemetry:
    resource:
      service.instance.id: ${env:POD_NAME}
      k8s.pod.name: ${env:POD_NAME}
      k8s.namespace.name: ${env:POD_NAMESPACE}
      k8s.node.name: ${env:NODE_NAME}
{{- end }}

{{/* All pipelines that the layers make together. Lists replace each other, as in the collector. */}}
{{- define "sightline.pipelines" -}}
{{- $all := dict -}}
{{- range include "sightline.collectorLayers" . | fromJsonArray -}}
{{- $all = mergeOverwrite $all ($.Files.Get (printf "generated/collector/%s.yaml" .) | fromYaml).service.pipelines -}}
{{- end -}}
{{- $all | toYaml -}}
{{- end }}

{{/*
(dict "root" $ "pipelines" <map>): the data of a ConfigMap. The layers are those of collector/config but for their pipelines, of which a layer
can take none away: the last one names those that run here.
*/}}
{{- define "sightline.collectorFiles" -}}
{{- range include "sightline.collectorLayers" .root | fromJsonArray }}
{{- $layer := $.root.Files.Get (printf "generated/collector/%s.yaml" .) | fromYaml }}
{{ . }}.yaml: |
{{- merge (dict "service" (omit $layer.service "pipelines")) (omit $layer "service") | toYaml | nindent 2 }}
{{- end }}
{{- $last := include "sightline.collectorLayer" .root | fromYaml }}
kubernetes.yaml: |
{{- merge (dict "service" (merge (dict "pipelines" .pipelines) $last.service)) (omit $last "service") | toYaml | nindent 2 }}
{{- end }}

{{- define "sightline.collectorArgs" -}}
{{- range include "sightline.collectorLayers" . | fromJsonArray }}
- --config=/etc/sightline/{{ . }}.yaml
{{- end }}
- --config=/etc/sightline/kubernetes.yaml
{{- end }}

{{/* Where it listens, what it keeps, and where everybody is. */}}
{{- define "sightline.collectorEnv" -}}
{{- $engines := .Values.engines -}}
{{ include "sightline.podEnv" . }}
- name: POSTGRES_MONITOR_PASSWORD
  valueFrom:
    secretKeyRef: { name: {{ $engines.postgres.existingSecret }}, key: otel-monitor }
{{- $all := dict
  "GOGC" "200"
  "GOMEMLIMIT" (printf "%dMiB" (div (mul .Values.collector.memoryLimitMiB 5) 8))
  "OTLP_GRPC_ENDPOINT" "0.0.0.0:4317"
  "OTLP_HTTP_ENDPOINT" "0.0.0.0:4318"
  "LOKI_RECEIVER_ENDPOINT" "0.0.0.0:3500"
  "COLLECTOR_HEALTH_ENDPOINT" "0.0.0.0:13133"
  "COLLECTOR_METRICS_HOST" "0.0.0.0"
  "COLLECTOR_METRICS_PORT" "8888"
  "COLLECTOR_STORAGE_DIR" "/var/lib/otelcol"
  "COLLECTOR_MEMORY_LIMIT_MIB" (toString .Values.collector.memoryLimitMiB)
  "PROMETHEUS_TARGET" ($engines.prometheus.target | default (include "sightline.hostPort" $engines.prometheus.url))
  "ALERTMANAGER_TARGET" (include "sightline.hostPort" $engines.alertmanager.url)
  "LOKI_TARGET" ($engines.logs.target | default (include "sightline.hostPort" $engines.logs.url))
  "KAFKA_BROKERS" (first $engines.kafka.brokers)
  "POSTGRES_ENDPOINT" (printf "%s:%v" $engines.postgres.host $engines.postgres.port)
  "SIGHTLINE_TRACE_SHARE" (toString .Values.collector.traceShare)
  "SIGHTLINE_SLOW_TRACE_MS" (toString .Values.collector.slowTraceMs)
  "SIGHTLINE_TRACE_DECISION_WAIT" .Values.collector.decisionWait
  "DEPLOYMENT_ENVIRONMENT" .Values.environment -}}
{{- if not $engines.prometheus.otlpUrl -}}
{{- $_ := set $all "PROMETHEUS_URL" $engines.prometheus.url -}}
{{- end -}}
{{- $traces := eq $engines.traces.store "tempo" | ternary
  (dict "TEMPO_OTLP_URL" $engines.traces.otlpUrl "TEMPO_TARGET" ($engines.traces.target | default (include "sightline.hostPort" $engines.traces.url)))
  (dict "ZIPKIN_URL" $engines.traces.url "ZIPKIN_TARGET" ($engines.traces.target | default (include "sightline.hostPort" $engines.traces.url))) -}}
{{- $logs := dict "LOKI_URL" $engines.logs.url -}}
{{- if eq $engines.logs.store "victorialogs" -}}
{{- $url := required "engines.logs.victorialogsUrl is needed with the store victorialogs: where log lines go" $engines.logs.victorialogsUrl -}}
{{- $logs = dict "VICTORIALOGS_URL" $url "VICTORIALOGS_TARGET" (include "sightline.hostPort" $url) -}}
{{- end -}}
{{- range $name, $value := merge $traces $logs $all }}
- name: {{ $name }}
  value: {{ $value | quote }}
{{- end }}
{{- end }}
