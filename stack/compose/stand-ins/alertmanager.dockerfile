# https://github.com/prometheus/alertmanager/blob/main/Dockerfile: on busybox, run as `nobody`, who owns /alertmanager.
FROM sightline-stand-in/busybox
COPY alertmanager amtool /bin/
RUN mkdir -p /etc/alertmanager /alertmanager && chown -R nobody:nobody /etc/alertmanager /alertmanager
USER nobody
EXPOSE 9093
VOLUME ["/alertmanager"]
WORKDIR /alertmanager
ENTRYPOINT ["/bin/alertmanager"]
CMD ["--config.file=/etc/alertmanager/alertmanager.yml", "--storage.path=/alertmanager"]
