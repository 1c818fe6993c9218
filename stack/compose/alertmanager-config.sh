#!/bin/sh
# Writes alerts/alertmanager.yml with its placeholders filled in and the receivers that are switched on. A receiver is switched on
# when the file of its secret is there and not empty.
#
#   alertmanager-config.sh <alerts> <secrets>
set -eu
alerts=$1
secrets=$2

set --
for receiver in pagerduty slack email; do
  [ -s "$secrets/$receiver" ] || continue
  marker=$(echo "$receiver" | tr '[:lower:]' '[:upper:]')
  set -- "$@" -e "/# \${$marker}/r $alerts/routing/receivers/$receiver.yml"
done

sed "$@" -e '' "$alerts/alertmanager.yml" | sed \
  -e "s|\${INBOX_URL}|$INBOX_URL|" \
  -e "s|\${INBOX_TLS}|${INBOX_TLS:-{\}}|" \
  -e "s|\${INBOX_PAGE}|$INBOX_PAGE|" \
  -e "s|\${DASHBOARDS_URL}|$DASHBOARDS_URL|" \
  -e "s|\${PAGERDUTY_ROUTING_KEY_FILE}|$secrets/pagerduty|" \
  -e "s|\${SLACK_WEBHOOK_FILE}|$secrets/slack|" \
  -e "s|\${SMTP_PASSWORD_FILE}|$secrets/email|" \
  -e "s|\${SMTP_SMARTHOST}|${SMTP_SMARTHOST:-}|" \
  -e "s|\${SMTP_FROM}|${SMTP_FROM:-}|" \
  -e "s|\${SMTP_TO}|${SMTP_TO:-}|" \
  -e "s|\${SMTP_USERNAME}|${SMTP_USERNAME:-}|"
