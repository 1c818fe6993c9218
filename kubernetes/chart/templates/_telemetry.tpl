{{/* Which pod it is, for the variables after it: an attribute of every signal. */}}
{{- define "sightline.podEnv" -}}
- name: POD_NAME
  valueFrom: { fieldRef: { fieldPath: metadata.name } }
- name: POD_UID
  valueFrom: { fieldRef: { fieldPath: metadata.uid } }
- name: POD_NAMESPACE
  valueFrom: { fieldRef: { fieldPath: metadata.namespace } }
- name: NODE_NAME
  valueFrom: { fieldRef: { fieldPath: spec.nodeName } }
{{- end }}

{{/* Where the collector is, and by what it and the sender know each other. */}}
{{- define "sightline.otlpEnv" -}}
{{- $tls := .Values.certificates.enabled -}}
- name: OTEL_EXPORTER_OTLP_ENDPOINT
  value: {{ $tls | ternary "https" "http" }}://{{ include "sightline.name" (list . "collector") }}:4318
{{- if $tls }}
- name: OTEL_EXPORTER_OTLP_CERTIFICATE
  value: /run/certificates/ca.crt
- name: OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE
  value: /run/certificates/tls.crt
- name: OTEL_EXPORTER_OTLP_CLIENT_KEY
  value: /run/certificates/tls.key
{{- end }}
{{- end }}

{{/* (list $ "order"): one identity on all three signals, pod and node in it. */}}
{{- define "sightline.telemetryEnv" -}}
{{- $root := index . 0 -}}
{{- $name := index . 1 -}}
{{ include "sightline.podEnv" $root }}
- name: OTEL_SERVICE_NAME
  value: {{ $name }}
- name: OTEL_RESOURCE_ATTRIBUTES
  value: {{ list
    "service.namespace=sightline"
    (printf "service.version=%s" (include "sightline.version" $root))
    "service.instance.id=$(POD_NAME)"
    (printf "deployment.environment.name=%s" $root.Values.environment)
    "k8s.pod.name=$(POD_NAME)"
    "k8s.pod.uid=$(POD_UID)"
    (printf "k8s.container.name=%s" $name)
    "k8s.namespace.name=$(POD_NAMESPACE)"
    "k8s.node.name=$(NODE_NAME)" | join "," | quote }}
{{ include "sightline.otlpEnv" $root }}
# The collector scrapes them.
- name: OTEL_METRICS_EXPORTER
  value: prometheus
# The default of five seconds would hide a trace for as long.
- name: OTEL_BSP_SCHEDULE_DELAY
  value: "200"
- name: LOKI_URL
  value: {{ $root.Values.certificates.enabled | ternary "https" "http" }}://{{ include "sightline.name" (list $root "collector") }}:3500
{{- end }}

{{- define "sightline.serverEnv" -}}
- name: HOST
  value: 0.0.0.0
- name: PORT
  value: {{ . | quote }}
- name: NODE_ENV
  value: production
{{- end }}

{{/* (dict "database" "orders" "role" "order_app"): an address without its password. */}}
{{- define "sightline.databaseUrl" -}}
{{- $postgres := .root.Values.engines.postgres -}}
postgres://{{ .role }}@{{ $postgres.host }}:{{ $postgres.port }}/{{ .database }}{{ if $postgres.caSecret }}?sslmode=verify-full&sslrootcert=/run/postgres-authority/ca.crt{{ end }}
{{- end }}

{{/* Of a service with a database, events, keys and flags: (dict "root" $ "name" "order" "port" 3001 "database" "orders"). */}}
{{- define "sightline.applicationEnv" -}}
{{- $root := .root -}}
{{ include "sightline.serverEnv" .port }}
- name: DATABASE_URL
  value: {{ include "sightline.databaseUrl" (dict "root" $root "database" .database "role" (printf "%s_app" .name)) }}
- name: DATABASE_PASSWORD_FILE
  value: /run/database/password
- name: KAFKA_BROKERS
  value: {{ join "," $root.Values.engines.kafka.brokers }}
{{- if $root.Values.engines.kafka.caSecret }}
- name: KAFKA_CA_FILE
  value: /run/kafka-authority/ca.crt
{{- if index $root.Values.engines.kafka.userSecrets .name }}
- name: KAFKA_CERTIFICATE_FILE
  value: /run/kafka-user/user.crt
- name: KAFKA_KEY_FILE
  value: /run/kafka-user/user.key
{{- end }}
{{- end }}
- name: SIGHTLINE_API_KEYS_FILE
  value: /run/keys/api-keys.json
- name: SIGHTLINE_FAULTS
  value: {{ $root.Values.faults | ternary "on" "off" | quote }}
{{- if $root.Values.flags.enabled }}
- name: FLAGS_URL
  value: http://{{ include "sightline.name" (list $root "flags") }}:8016
- name: FLAGS_API_KEY_FILE
  value: /run/services/key
{{- end }}
{{ include "sightline.telemetryEnv" (list $root .name) }}
{{- end }}

{{/* A part of a secret as a file, seen by who needs it: (dict "name" "keys" "secret" "sightline-api-keys" "from" "services" "to" "key"). */}}
{{- define "sightline.secretVolume" -}}
- name: {{ .name }}
  secret:
    secretName: {{ .secret }}
    defaultMode: 0440
    items: [{ key: {{ .from }}, path: {{ .to }} }]
{{- end }}

{{/* By what the engines are believed, and believe: (list $ "order"). Each volume is mounted at /run/<its name>. */}}
{{- define "sightline.engineVolumes" -}}
{{- $engines := (index . 0).Values.engines -}}
{{- $name := index . 1 -}}
{{- with $engines.postgres.caSecret }}
{{ include "sightline.secretVolume" (dict "name" "postgres-authority" "secret" . "from" "ca.crt" "to" "ca.crt") }}
{{- end }}
{{- with $engines.kafka.caSecret }}
{{ include "sightline.secretVolume" (dict "name" "kafka-authority" "secret" . "from" "ca.crt" "to" "ca.crt") }}
{{- with index $engines.kafka.userSecrets $name }}
- name: kafka-user
  secret: { secretName: {{ . }}, defaultMode: 0440 }
{{- end }}
{{- end }}
{{- end }}

{{- define "sightline.applicationVolumes" -}}
{{- $root := .root -}}
{{ include "sightline.secretVolume" (dict "name" "database" "secret" $root.Values.engines.postgres.existingSecret "from" (printf "%s-app" .name) "to" "password") }}
{{ include "sightline.secretVolume" (dict "name" "keys" "secret" $root.Values.apiKeys.existingSecret "from" "api-keys.json" "to" "api-keys.json") }}
{{- if $root.Values.flags.enabled }}
{{ include "sightline.secretVolume" (dict "name" "services" "secret" $root.Values.apiKeys.existingSecret "from" "services" "to" "key") }}
{{- end }}
{{- include "sightline.engineVolumes" (list $root .name) }}
{{- end }}
