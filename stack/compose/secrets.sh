#!/bin/sh
# Makes the passwords of the platform under compose, once, and writes them to .env beside docker-compose.yml, which compose
# reads and git ignores. Passwords that are there stay: the databases know them.
set -eu
cd "$(dirname "$0")/../.."
umask 077
touch .env
for name in SIGHTLINE_API_KEY POSTGRES_PASSWORD ORDER_OWNER_PASSWORD ORDER_APP_PASSWORD PAYMENT_OWNER_PASSWORD \
  PAYMENT_APP_PASSWORD OTEL_MONITOR_PASSWORD GRAFANA_PASSWORD; do
  grep -q "^$name=" .env || echo "$name=$(od -An -N24 -tx1 /dev/urandom | tr -d ' \n')" >>.env
done
