#!/bin/bash
# Run by the image of PostgreSQL on an empty volume: roles, databases and rights, by the SQL of stack/config/postgres, as
# stack/engines/postgres/create-roles.ts does it.
set -euo pipefail
folder=${SQL_FOLDER:-/etc/sightline/postgres}

# value_of <NAME>: the variable of that name, or what is in the file that <NAME>_FILE names.
value_of() {
  local file=${1}_FILE
  if [ -n "${!file:-}" ]; then cat "${!file}"; else printf %s "${!1}"; fi
}

# fill <file> <NAME>...: the file, with each ${NAME} replaced by the value of that name.
fill() {
  local sql name
  sql=$(<"$folder/$1")
  for name in "${@:2}"; do sql=${sql//"\${$name}"/$(value_of "$name")}; done
  printf '%s\n' "$sql"
}

run_in() { psql --no-psqlrc --quiet --set=ON_ERROR_STOP=1 --username="${POSTGRES_USER:-postgres}" --dbname="$1"; }

fill roles.sql ORDER_OWNER_PASSWORD ORDER_APP_PASSWORD PAYMENT_OWNER_PASSWORD PAYMENT_APP_PASSWORD OTEL_MONITOR_PASSWORD |
  run_in postgres

while read -r DATABASE OWNER APP; do
  echo "CREATE DATABASE $DATABASE OWNER $OWNER" | run_in postgres
  fill database.sql DATABASE OWNER APP | run_in "$DATABASE"
done <<'DATABASES'
orders order_owner order_app
payments payment_owner payment_app
DATABASES
