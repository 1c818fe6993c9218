# https://github.com/VictoriaMetrics/VictoriaLogs/blob/master/app/victoria-logs/deployment/Dockerfile: one program, on Alpine, which has
# busybox's; run as root.
FROM sightline-stand-in/busybox
EXPOSE 9428
ENTRYPOINT ["/victoria-logs-prod"]
COPY victoria-logs /victoria-logs-prod
