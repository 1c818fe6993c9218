{{- define "sightline.fullname" -}}
{{- .Values.fullnameOverride | default (contains .Chart.Name .Release.Name | ternary .Release.Name (printf "%s-%s" .Release.Name .Chart.Name)) | trunc 40 | trimSuffix "-" -}}
{{- end }}

{{- define "sightline.version" -}}
{{- .Values.version | default .Chart.AppVersion -}}
{{- end }}

{{/* What names a component, and never changes: (list $ "order"). */}}
{{- define "sightline.selector" -}}
{{- $root := index . 0 -}}
app.kubernetes.io/name: {{ $root.Chart.Name }}
app.kubernetes.io/instance: {{ $root.Release.Name }}
app.kubernetes.io/component: {{ index . 1 }}
{{- end }}

{{- define "sightline.labels" -}}
{{- $root := index . 0 -}}
{{ include "sightline.selector" . }}
app.kubernetes.io/version: {{ include "sightline.version" $root | quote }}
app.kubernetes.io/part-of: sightline
app.kubernetes.io/managed-by: {{ $root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" $root.Chart.Name $root.Chart.Version }}
{{- end }}

{{/* (list $ "order"): the name of an object of a component. */}}
{{- define "sightline.name" -}}
{{- printf "%s-%s" (include "sightline.fullname" (index . 0)) (index . 1) -}}
{{- end }}

{{/* (list $ "high"): a class is the whole cluster's, so that its name says whose it is. */}}
{{- define "sightline.priorityClass" -}}
{{- $root := index . 0 -}}
{{- printf "%s-%s-%s" (include "sightline.fullname" $root) $root.Release.Namespace (index . 1) -}}
{{- end }}

{{- define "sightline.image" -}}
{{- $root := index . 0 -}}
{{- $image := index $root.Values.images (index . 1) -}}
{{- if $image.digest -}}
{{- printf "%s@%s" $image.repository $image.digest -}}
{{- else -}}
{{- printf "%s:%s" $image.repository ($image.tag | default $root.Chart.AppVersion) -}}
{{- end -}}
{{- end }}

{{/* host:port of an address, with the port that its scheme stands for where it names none. */}}
{{- define "sightline.hostPort" -}}
{{- $url := urlParse . -}}
{{- if regexMatch ":[0-9]+$" $url.host -}}{{ $url.host }}{{- else -}}{{ $url.host }}:{{ eq $url.scheme "https" | ternary 443 80 }}{{- end -}}
{{- end }}

{{- define "sightline.portOf" -}}
{{- regexFind "[0-9]+$" (include "sightline.hostPort" .) -}}
{{- end }}
