#!/bin/sh
# Makes the passwords and the API keys of the platform under compose, once; run again, it adds what a later version needs besides. Passwords go to .env beside docker-compose.yml, which compose
# reads and git ignores; keys to folders of .secrets, of which each container sees those that it needs: a folder that is mounted shows what
# is put in place of a file. What is there stays: the databases know it.
set -eu
cd "$(dirname "$0")/../.."
umask 077
random() { od -An -N24 -tx1 /dev/urandom | tr -d ' \n'; }
hash() { printf %s "$1" | if command -v sha256sum >/dev/null; then sha256sum; else shasum -a 256; fi | cut -d' ' -f1; }

touch .env
for name in SIGHTLINE_API_KEY POSTGRES_PASSWORD ORDER_OWNER_PASSWORD ORDER_APP_PASSWORD PAYMENT_OWNER_PASSWORD \
  PAYMENT_APP_PASSWORD OTEL_MONITOR_PASSWORD GRAFANA_PASSWORD; do
  grep -q "^$name=" .env || echo "$name=$(random)" >>.env
done

# The folder is its owner's alone; in a container a file is read by another user.
mkdir -p .secrets
umask 022
for caller in shopper services payment; do
  mkdir -p .secrets/$caller
  [ -s .secrets/$caller/key ] || random >.secrets/$caller/key
done

# The same passwords, a folder each: what docker-compose.production.yml mounts in place of variables.
for name in POSTGRES_PASSWORD ORDER_OWNER_PASSWORD ORDER_APP_PASSWORD PAYMENT_OWNER_PASSWORD PAYMENT_APP_PASSWORD \
  OTEL_MONITOR_PASSWORD GRAFANA_PASSWORD; do
  folder=.secrets/passwords/$(echo "${name%_PASSWORD}" | tr 'A-Z_' 'a-z-')
  mkdir -p "$folder"
  [ -s "$folder/password" ] || printf %s "$(sed -n "s/^$name=//p" .env)" >"$folder/password"
done
# Of VictoriaLogs, made here; and as the collector sends it.
mkdir -p .secrets/passwords/victorialogs
[ -s .secrets/passwords/victorialogs/password ] || random >.secrets/passwords/victorialogs/password
printf 'sightline:%s' "$(cat .secrets/passwords/victorialogs/password)" | base64 | tr -d '\n' >.secrets/passwords/victorialogs/basic

# payment_key: the bank takes payments from it alone.
payment_key() {
  echo "{ \"name\": \"payment\", \"rights\": [\"bank:charge\"], \"sha256\": \"$(hash "$(cat .secrets/payment/key)")\" }"
}

# renew <file>: gives keys that were made before the bank asked for one the rights and the key that came since; the rest stays as it is.
renew() {
  rights='"bank:charge", '
  grep -q '"telemetry:read"' "$1" || rights="$rights\"telemetry:read\", "
  key="$(payment_key), "
  if grep -q '"name": *"payment"' "$1"; then key=; fi
  awk -v rights="$rights" -v key="$key" '
    function place(expression, from) {
      return from && match(substr(text, from), expression) ? from + RSTART + RLENGTH - 1 : 0
    }
    function insert(what, at) { text = substr(text, 1, at - 1) what substr(text, at) }
    { text = text $0 "\n" }
    END {
      at = 1
      while (next_at = place("\"rights\"[ \t\n]*:[ \t\n]*\\[", place("\"name\"[ \t\n]*:[ \t\n]*\"operator\"", at))) {
        insert(rights, next_at)
        at = next_at + length(rights)
      }
      if (at == 1) exit 1
      insert(key, place("\"keys\"[ \t\n]*:[ \t\n]*\\[", 1))
      printf "%s", text
    }' "$1" >"$1.draft" || {
    rm -f "$1.draft"
    echo "$1 has no key named operator: give the right bank:charge to a key of payment yourself" >&2
    return
  }
  mv "$1.draft" "$1"
  echo "added to $1 what this version needs: the right bank:charge, and a key of payment"
}

# keys <folder> <what may be done without a key>: of each key its name, its rights and its hash.
keys() {
  mkdir -p ".secrets/$1"
  if [ -s ".secrets/$1/api-keys.json" ]; then
    grep -q '"bank:charge"' ".secrets/$1/api-keys.json" || renew ".secrets/$1/api-keys.json"
    return
  fi
  cat >".secrets/$1/api-keys.json" <<END
{
  "anonymous": [$2],
  "keys": [
    {
      "name": "operator",
      "rights": [
        "orders:read",
        "orders:write",
        "orders:cancel",
        "payments:read",
        "flags:read",
        "flags:write",
        "dead-letters:read",
        "dead-letters:replay",
        "bank:charge",
        "telemetry:read"
      ],
      "sha256": "$(hash "$(sed -n 's/^SIGHTLINE_API_KEY=//p' .env)")"
    },
    { "name": "shopper", "rights": ["orders:read", "orders:write"], "sha256": "$(hash "$(cat .secrets/shopper/key)")" },
    { "name": "services", "rights": ["flags:read"], "sha256": "$(hash "$(cat .secrets/services/key)")" },
    $(payment_key)
  ]
}
END
}
# On a machine of one's own whoever looks may look; where others reach it nobody does anything without a key.
keys keys '"orders:read", "payments:read", "flags:read"'
keys keys-closed ''
