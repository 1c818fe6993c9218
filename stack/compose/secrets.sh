#!/bin/sh
# Makes the passwords and the API keys of the platform under compose, once. Passwords go to .env beside docker-compose.yml, which compose
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

# keys <folder> <what may be done without a key>: of each key its name, its rights and its hash.
keys() {
  mkdir -p ".secrets/$1"
  [ -s ".secrets/$1/api-keys.json" ] || cat >".secrets/$1/api-keys.json" <<END
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
    { "name": "payment", "rights": ["bank:charge"], "sha256": "$(hash "$(cat .secrets/payment/key)")" }
  ]
}
END
}
# On a machine of one's own whoever looks may look; where others reach it nobody does anything without a key.
keys keys '"orders:read", "payments:read", "flags:read"'
keys keys-closed ''
