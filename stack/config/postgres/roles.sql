-- The roles of the server, run as its superuser, at every start. Each service has two: its owner migrates the schema, its
-- app role reads and writes rows. The passwords are filled in before; they are generated, without quotes in them.

DO $$
DECLARE
  wanted text;
BEGIN
  FOREACH wanted IN ARRAY ARRAY['order_owner', 'order_app', 'payment_owner', 'payment_app', 'otel_monitor'] LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = wanted) THEN
      EXECUTE format('CREATE ROLE %I', wanted);
    END IF;
  END LOOP;
END $$;

ALTER ROLE order_owner LOGIN PASSWORD '${ORDER_OWNER_PASSWORD}';
ALTER ROLE order_app LOGIN PASSWORD '${ORDER_APP_PASSWORD}';
ALTER ROLE payment_owner LOGIN PASSWORD '${PAYMENT_OWNER_PASSWORD}';
ALTER ROLE payment_app LOGIN PASSWORD '${PAYMENT_APP_PASSWORD}';
ALTER ROLE otel_monitor LOGIN PASSWORD '${OTEL_MONITOR_PASSWORD}';

-- A forgotten transaction must not hold rows, nor keep vacuum away, for ever.
ALTER ROLE order_app SET idle_in_transaction_session_timeout = '30s';
ALTER ROLE payment_app SET idle_in_transaction_session_timeout = '30s';

-- The collector reads statistics, no rows.
GRANT pg_monitor TO otel_monitor;
