{{/*
One engine: a StatefulSet of one pod with a volume, and the Service that it is known by.
name, port, command, args, and as it likes: env, init (another command, before), probe, resources.
*/}}
{{- define "engines.engine" -}}
{{- $root := .root -}}
apiVersion: v1
kind: Service
metadata:
  name: {{ .name }}
  labels: { app.kubernetes.io/name: {{ .name }}, app.kubernetes.io/part-of: sightline-engines }
spec:
  # Headless: its name is the pod's own address, which Kafka listens on and tells its clients.
  clusterIP: None
  publishNotReadyAddresses: {{ .early | default false }}
  selector: { app.kubernetes.io/name: {{ .name }} }
  ports:
    - { name: main, port: {{ .port }}, targetPort: main }
---
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: {{ .name }}
  labels: { app.kubernetes.io/name: {{ .name }}, app.kubernetes.io/part-of: sightline-engines }
spec:
  serviceName: {{ .name }}
  replicas: 1
  selector:
    matchLabels: { app.kubernetes.io/name: {{ .name }} }
  template:
    metadata:
      labels: { app.kubernetes.io/name: {{ .name }}, app.kubernetes.io/part-of: sightline-engines }
    spec:
      automountServiceAccountToken: false
      enableServiceLinks: false
      terminationGracePeriodSeconds: 30
      {{- with $root.Values.nodeSelector }}
      nodeSelector: {{ toJson . }}
      {{- end }}
      securityContext: { runAsNonRoot: true, runAsUser: 1000, runAsGroup: 1000, fsGroup: 1000, seccompProfile: { type: RuntimeDefault } }
      {{- with .init }}
      initContainers:
        - name: prepare
          image: {{ $root.Values.image }}
          imagePullPolicy: IfNotPresent
          command: {{ toJson . }}
          {{- with $.env }}
          env: {{ toYaml . | nindent 12 }}
          {{- end }}
          {{- include "engines.container" (dict "resources" $.resources) | nindent 10 }}
      {{- end }}
      containers:
        - name: {{ .name }}
          image: {{ .image | default $root.Values.image }}
          imagePullPolicy: IfNotPresent
          command: {{ toJson .command }}
          {{- with .args }}
          args: {{ toYaml . | nindent 12 }}
          {{- end }}
          {{- with .env }}
          env: {{ toYaml . | nindent 12 }}
          {{- end }}
          {{- with .workingFolder }}
          workingDir: {{ . }}
          {{- end }}
          ports: [{ name: main, containerPort: {{ .port }} }]
          startupProbe: { {{ .probe }}, periodSeconds: 1, failureThreshold: 300, timeoutSeconds: 5 }
          readinessProbe: { {{ .probe }}, periodSeconds: 5, timeoutSeconds: 5 }
          livenessProbe: { {{ .probe }}, periodSeconds: 10, timeoutSeconds: 10, failureThreshold: 6 }
          {{- include "engines.container" (dict "resources" .resources) | nindent 10 }}
      volumes:
        - { name: tmp, emptyDir: {} }
  volumeClaimTemplates:
    - metadata: { name: data }
      spec:
        accessModes: [ReadWriteOnce]
        resources: { requests: { storage: {{ $root.Values.volume }} } }
{{- end }}

{{- define "engines.container" -}}
securityContext: { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: [ALL] } }
resources: {{ toJson (.resources | default (dict "requests" (dict "cpu" "25m" "memory" "64Mi") "limits" (dict "memory" "512Mi"))) }}
volumeMounts:
  - { name: data, mountPath: /data }
  - { name: tmp, mountPath: /tmp }
{{- end }}
