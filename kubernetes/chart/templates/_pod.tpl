{{/*
A pod's template. `component` is what differs: name, values (resources, extraEnv, where it may run), image, user, command, workingDir, env,
ports, probes (live, ready: paths; port), certificates (whether it has one), volumes (each is mounted at /run/<its
name>), keeps (where it writes what outlives it), graceSeconds, preStopSeconds, serviceAccountToken,
scrapedAs (the service whose metrics it shows), priority (high or low), annotations.
*/}}
{{- define "sightline.pod" -}}
{{- $root := .root -}}
{{- $it := .component -}}
metadata:
  labels:
    {{- include "sightline.labels" (list $root $it.name) | nindent 4 }}
    {{- with $it.scrapedAs }}
    sightline.dev/service: {{ . }}
    {{- end }}
  {{- with $it.annotations }}
  annotations: {{- toYaml . | nindent 4 }}
  {{- end }}
spec:
  serviceAccountName: {{ $it.serviceAccountName | default (include "sightline.name" (list $root $it.name)) }}
  automountServiceAccountToken: {{ $it.serviceAccountToken | default false }}
  enableServiceLinks: false
  terminationGracePeriodSeconds: {{ $it.graceSeconds | default 30 }}
  {{- with $root.Values.images.pullSecrets }}
  imagePullSecrets:
    {{- range . }}
    - name: {{ . }}
    {{- end }}
  {{- end }}
  {{- if $it.values.priorityClassName }}
  priorityClassName: {{ $it.values.priorityClassName }}
  {{- else if and $root.Values.priorityClasses.enabled (not $it.restartPolicy) }}
  {{- /* A job comes before the release, and so before its classes. */}}
  priorityClassName: {{ include "sightline.priorityClass" (list $root ($it.priority | default "low")) }}
  {{- end }}
  securityContext:
    runAsNonRoot: true
    runAsUser: {{ $it.user }}
    runAsGroup: {{ $it.user }}
    fsGroup: {{ $it.user }}
    # A volume of many files is not gone through at each start.
    fsGroupChangePolicy: OnRootMismatch
    seccompProfile: { type: RuntimeDefault }
  {{- if $it.restartPolicy }}
  restartPolicy: {{ $it.restartPolicy }}
  {{- else }}
  topologySpreadConstraints:
    {{- range list "topology.kubernetes.io/zone" "kubernetes.io/hostname" }}
    - topologyKey: {{ . }}
      maxSkew: 1
      whenUnsatisfiable: ScheduleAnyway
      # Of a new version the pods are spread among themselves.
      {{- if not $it.keeps }}
      matchLabelKeys: [pod-template-hash]
      {{- end }}
      labelSelector:
        matchLabels: {{- include "sightline.selector" (list $root $it.name) | nindent 10 }}
    {{- end }}
  {{- end }}
  {{- with $it.values.nodeSelector }}
  nodeSelector: {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with $it.values.tolerations }}
  tolerations: {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with $it.values.affinity }}
  affinity: {{- toYaml . | nindent 4 }}
  {{- end }}
  containers:
    - name: {{ $it.name }}
      image: {{ include "sightline.image" (list $root $it.image) }}
      imagePullPolicy: {{ (index $root.Values.images $it.image).pullPolicy }}
      {{- with $it.workingDir }}
      workingDir: {{ . }}
      {{- end }}
      {{- with $it.command }}
      command: {{- toYaml . | nindent 8 }}
      {{- end }}
      {{- with $it.args }}
      args: {{- toYaml . | nindent 8 }}
      {{- end }}
      env:
        {{- toYaml (concat $it.env ($it.values.extraEnv | default list)) | nindent 8 }}
      {{- with $it.ports }}
      ports:
        {{- range $name, $port := . }}
        - { name: {{ $name }}, containerPort: {{ $port }} }
        {{- end }}
      {{- end }}
      resources: {{- toYaml $it.values.resources | nindent 8 }}
      securityContext:
        allowPrivilegeEscalation: false
        readOnlyRootFilesystem: true
        capabilities: { drop: [ALL] }
      {{- with $it.probes }}
      # As long as it starts, nobody asks for more. Two minutes: engines may come up beside it.
      startupProbe:
        httpGet: { path: {{ .live }}, port: {{ .port }} }
        periodSeconds: 2
        timeoutSeconds: 3
        failureThreshold: 60
      # It can do its work. What one engine's hiccup makes fail is not taken out at once.
      readinessProbe:
        httpGet: { path: {{ .ready }}, port: {{ .port }} }
        periodSeconds: 5
        timeoutSeconds: 3
        failureThreshold: 2
      # Whether it hangs: an answer of the process alone, from no engine. One that is only busy answers in 40 s, one that hangs does not.
      livenessProbe:
        httpGet: { path: {{ .live }}, port: {{ .port }} }
        periodSeconds: 10
        timeoutSeconds: 10
        failureThreshold: 4
      {{- end }}
      {{- with $it.preStopSeconds }}
      # Who sends requests hears a little later that it ends: until then it goes on.
      lifecycle:
        preStop: { sleep: { seconds: {{ . }} } }
      {{- end }}
      volumeMounts:
        - { name: tmp, mountPath: /tmp }
        {{- range $it.volumes }}
        - { name: {{ .name }}, mountPath: {{ eq .name "config" | ternary "/etc/sightline" (printf "/run/%s" .name) }}, readOnly: true }
        {{- end }}
        {{- with $it.keeps }}
        - { name: data, mountPath: {{ . }} }
        {{- end }}
        {{- if and $it.certificates $root.Values.certificates.enabled }}
        - { name: certificates, mountPath: /run/certificates, readOnly: true }
        {{- end }}
  volumes:
    - name: tmp
      emptyDir: { sizeLimit: 64Mi }
    {{- with $it.volumes }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
    {{- if and $it.keeps (not $it.values.persistence.enabled) }}
    - name: data
      emptyDir: { sizeLimit: {{ $it.values.persistence.size }} }
    {{- end }}
    {{- if and $it.certificates $root.Values.certificates.enabled }}
    - name: certificates
      secret:
        secretName: {{ include "sightline.name" (list $root $it.name) }}-tls
        defaultMode: 0440
    {{- end }}
{{- end }}

{{/* The account of a component, and how many of it may be away at a time. */}}
{{- define "sightline.surroundings" -}}
{{- $root := .root -}}
{{- $it := .component -}}
---
apiVersion: v1
kind: ServiceAccount
metadata:
  name: {{ include "sightline.name" (list $root $it.name) }}
  labels: {{- include "sightline.labels" (list $root $it.name) | nindent 4 }}
automountServiceAccountToken: false
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: {{ include "sightline.name" (list $root $it.name) }}
  labels: {{- include "sightline.labels" (list $root $it.name) | nindent 4 }}
spec:
  maxUnavailable: 1
  # One that does not become ready holds up no drain.
  unhealthyPodEvictionPolicy: AlwaysAllow
  selector:
    matchLabels: {{- include "sightline.selector" (list $root $it.name) | nindent 6 }}
{{- end }}

{{- define "sightline.service" -}}
{{- $root := .root -}}
{{- $it := .component -}}
---
apiVersion: v1
kind: Service
metadata:
  name: {{ include "sightline.name" (list $root $it.name) }}{{ .suffix }}
  labels: {{- include "sightline.labels" (list $root $it.name) | nindent 4 }}
spec:
  type: ClusterIP
  {{- if .headless }}
  clusterIP: None
  {{- end }}
  selector: {{- include "sightline.selector" (list $root $it.name) | nindent 4 }}
  ports:
    {{- range $name, $port := $it.ports }}
    - { name: {{ $name }}, port: {{ $port }}, targetPort: {{ $name }} }
    {{- end }}
{{- end }}

{{/* Any number of pods, each like the others. `replicas` is left to whoever scales them. */}}
{{- define "sightline.deployment" -}}
{{- $root := .root -}}
{{- $it := .component -}}
{{- include "sightline.surroundings" . }}
{{ include "sightline.service" . }}
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ include "sightline.name" (list $root $it.name) }}
  labels: {{- include "sightline.labels" (list $root $it.name) | nindent 4 }}
spec:
  {{- if not (or ($it.values.autoscaling | default dict).enabled ($it.values.keda | default dict).enabled) }}
  replicas: {{ $it.values.replicas | default 1 }}
  {{- end }}
  revisionHistoryLimit: 5
  strategy:
    {{- if $it.single }}
    # Two of them would each know a half.
    type: Recreate
    {{- else }}
    type: RollingUpdate
    rollingUpdate: { maxUnavailable: 0, maxSurge: 1 }
    {{- end }}
  selector:
    matchLabels: {{- include "sightline.selector" (list $root $it.name) | nindent 6 }}
  template: {{- include "sightline.pod" . | nindent 4 }}
{{- end }}

{{/* Pods that keep something on a disk of their own. */}}
{{- define "sightline.statefulSet" -}}
{{- $root := .root -}}
{{- $it := .component -}}
{{- $disk := $it.values.persistence -}}
{{- include "sightline.surroundings" . }}
{{ include "sightline.service" . }}
{{ include "sightline.service" (merge (dict "headless" true "suffix" "-pods") .) }}
---
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: {{ include "sightline.name" (list $root $it.name) }}
  labels: {{- include "sightline.labels" (list $root $it.name) | nindent 4 }}
spec:
  replicas: {{ $it.values.replicas | default 1 }}
  revisionHistoryLimit: 5
  serviceName: {{ include "sightline.name" (list $root $it.name) }}-pods
  podManagementPolicy: Parallel
  selector:
    matchLabels: {{- include "sightline.selector" (list $root $it.name) | nindent 6 }}
  template: {{- include "sightline.pod" . | nindent 4 }}
  {{- if $disk.enabled }}
  volumeClaimTemplates:
    - apiVersion: v1
      kind: PersistentVolumeClaim
      metadata:
        name: data
      spec:
        accessModes: [ReadWriteOnce]
        {{- with $disk.storageClassName }}
        storageClassName: {{ . }}
        {{- end }}
        resources:
          requests:
            storage: {{ $disk.size }}
  {{- end }}
{{- end }}
