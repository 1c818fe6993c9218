# https://github.com/prometheus/prometheus/blob/main/Dockerfile: on busybox, run as `nobody`, who owns /prometheus.
FROM sightline-stand-in/busybox
COPY prometheus promtool /bin/
RUN mkdir -p /etc/prometheus /prometheus && chown -R nobody:nobody /etc/prometheus /prometheus
WORKDIR /prometheus
USER nobody
EXPOSE 9090
VOLUME ["/prometheus"]
ENTRYPOINT ["/bin/prometheus"]
CMD ["--config.file=/etc/prometheus/prometheus.yml", "--storage.tsdb.path=/prometheus"]
