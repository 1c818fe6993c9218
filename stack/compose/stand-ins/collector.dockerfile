# What the Dockerfile of the repository would build: the collector's program and the certificates of the web.
FROM sightline-stand-in/debian:bookworm AS certificates

FROM scratch
COPY --from=certificates /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
COPY otelcol-sightline /otelcol-sightline
