# https://github.com/apache/kafka/tree/trunk/docker/jvm: Kafka in /opt/kafka, owned by its user `appuser` with the id 1000.
FROM sightline-stand-in/base
RUN useradd --uid 1000 --home-dir /home/appuser --create-home --shell /bin/bash appuser && \
    mkdir -p /var/lib/kafka/data /etc/kafka/secrets /etc/kafka/docker /usr/logs /mnt/shared/config /opt/kafka/bin && \
    chown -R appuser:appuser /usr/logs /mnt/shared/config && \
    chown -R appuser:root /var/lib/kafka /etc/kafka && \
    chmod -R ug+w /etc/kafka /var/lib/kafka && \
    mkdir -p /opt/java && ln -s "$(dirname "$(dirname "$(readlink -f /usr/bin/java)")")" /opt/java/openjdk && \
    cp /stand-in/kafka-*.sh /opt/kafka/bin/
COPY libs /opt/kafka/libs
RUN chown -R appuser:appuser /opt/kafka
ENV JAVA_HOME=/opt/java/openjdk
USER appuser
EXPOSE 9092
VOLUME ["/etc/kafka/secrets", "/var/lib/kafka/data", "/mnt/shared/config"]
CMD ["/etc/kafka/docker/run"]
