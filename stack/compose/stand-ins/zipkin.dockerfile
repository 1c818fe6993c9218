# https://github.com/openzipkin/zipkin/tree/master/docker: Zipkin in /zipkin, run as its user `zipkin`, arguments handed on.
FROM sightline-stand-in/base
RUN useradd --uid 1000 --home-dir /zipkin --create-home --shell /bin/sh zipkin && \
    ln -s busybox /bin/wget && \
    cp /stand-in/start-zipkin /usr/local/bin/
COPY --chown=zipkin lib /zipkin/lib
WORKDIR /zipkin
ENTRYPOINT ["start-zipkin"]
USER zipkin
EXPOSE 9410 9411
