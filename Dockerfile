# Two images: `services` (order, payment, bank, flags, inbox and the traffic, one command each) and `collector` (the distribution of
# collector/distribution, with a way to ask it how it is, which an image without a single other program has not).

# Where the collector's program comes from: built here, or the name of an image that holds /otelcol-sightline and the certificates of the web.
ARG COLLECTOR_IMAGE=otelcol-built

FROM node:24-bookworm-slim AS build
WORKDIR /sightline
COPY . .
ENV workspaces="--workspace=@sightline/order --workspace=@sightline/payment --workspace=@sightline/bank --workspace=@sightline/flags --workspace=@sightline/inbox --workspace=@sightline/traffic"
RUN --mount=type=cache,target=/root/.npm \
    npm ci --ignore-scripts --no-audit --no-fund --include-workspace-root $workspaces
RUN npx tsc -b services/order services/payment services/bank services/flags inbox traffic
RUN --mount=type=cache,target=/root/.npm \
    npm ci --ignore-scripts --no-audit --no-fund --omit=dev $workspaces

FROM node:24-bookworm-slim AS services
WORKDIR /sightline
COPY --from=build /sightline/node_modules node_modules
COPY --from=build /sightline/observability observability
COPY --from=build /sightline/services services
COPY --from=build /sightline/traffic traffic
COPY --from=build /sightline/inbox inbox
COPY --from=build /sightline/promql promql
COPY --from=build /sightline/stores stores
COPY --from=build /sightline/stack/compose/answers.mjs stack/compose/answers.mjs
# A named volume takes over the owner of the folder it is mounted on.
RUN install -d -o node /var/lib/inbox
# Owned by root, run by another: nothing that runs can change itself.
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
