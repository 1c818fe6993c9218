# Three images: `services` (all of services/, inbox, the traffic and loki-api, one command each), `viewer` (the dashboards'
# page), and `collector` (the distribution of collector/distribution, with a way to ask it how it is, which an image without a single
# other program has not). What an image of another target needs is not built.

# Where the collector's program comes from: built here, or the name of an image that holds /otelcol-sightline and the certificates of the web.
ARG COLLECTOR_IMAGE=otelcol-built

# What says which libraries are wanted, alone: they are fetched again when that changes, not when a source does.
FROM node:24-bookworm-slim AS manifests
WORKDIR /sightline
COPY . .
RUN mkdir /manifests && find . -name 'package*.json' -exec cp --parents --target-directory=/manifests '{}' +

FROM node:24-bookworm-slim AS libraries
WORKDIR /sightline
COPY --from=manifests /manifests .
RUN --mount=type=cache,target=/root/.npm npm ci --ignore-scripts --no-audit --no-fund

# What is copied from here has no libraries in it.
FROM libraries AS build
COPY . .
RUN npx tsc -b services/*/ inbox traffic loki-api viewer && rm -r node_modules

FROM node:24-bookworm-slim AS services-libraries
WORKDIR /sightline
COPY --from=manifests /manifests .
RUN --mount=type=cache,target=/root/.npm \
    npm ci --ignore-scripts --no-audit --no-fund --omit=dev --omit=optional --workspace=services \
      --workspace=@sightline/inbox --workspace=@sightline/traffic --workspace=@sightline/loki-api

FROM node:24-bookworm-slim AS services
WORKDIR /sightline
COPY --from=services-libraries /sightline/node_modules node_modules
COPY --from=build /sightline .
# A named volume takes over the owner of the folder it is mounted on.
RUN install -d -o node /var/lib/inbox /var/lib/bank
# Owned by root, run by another: nothing that runs can change itself.
USER node

FROM node:24-bookworm-slim AS page
WORKDIR /sightline/viewer/page
COPY viewer/page/package.json viewer/page/package-lock.json ./
RUN --mount=type=cache,target=/root/.npm npm ci --ignore-scripts --no-audit --no-fund
COPY viewer/page .
RUN npx vite build --logLevel warn

FROM node:24-bookworm-slim AS viewer-libraries
WORKDIR /sightline
COPY --from=manifests /manifests .
RUN --mount=type=cache,target=/root/.npm \
    npm ci --ignore-scripts --no-audit --no-fund --omit=dev --omit=optional --workspace=@sightline/viewer

FROM node:24-bookworm-slim AS viewer
WORKDIR /sightline
COPY --from=viewer-libraries /sightline/node_modules node_modules
COPY --from=build /sightline .
COPY --from=page /sightline/viewer/dist/page viewer/dist/page
USER node

FROM golang:1.26-bookworm AS otelcol-built
WORKDIR /collector
COPY collector .
RUN --mount=type=cache,target=/root/.cache/go-build --mount=type=cache,target=/go/pkg/mod \
    cd distribution/generated && \
    CGO_ENABLED=0 go build -trimpath -pgo=off -tags=remove_all_sd -ldflags='-s -w' -o /otelcol-sightline sightline.dev/collector

FROM ${COLLECTOR_IMAGE} AS otelcol

FROM busybox:1.37 AS collector
COPY --from=otelcol /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
COPY --from=otelcol /otelcol-sightline /otelcol-sightline
# A named volume takes over the owner of the folder it is mounted on.
RUN mkdir -p /var/lib/otelcol && chown 10001:10001 /var/lib/otelcol
USER 10001:10001
ENTRYPOINT ["/otelcol-sightline"]
