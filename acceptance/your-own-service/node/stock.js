/** As storefront.js; its lines go by pino-loki, with the trace ids that the auto-instrumentation puts into them. */
const express = require('express');
const pino = require('pino');

const { LOKI_URL, OTEL_SERVICE_NAME, PORT } = process.env;
const log = pino({
  transport: {
    target: 'pino-loki',
    options: { host: LOKI_URL, labels: { service_name: OTEL_SERVICE_NAME }, batching: { interval: 0.2 } },
  },
});

express()
  .get('/stock/:id', (request, response) => {
    if (request.params.id === 'broken') {
      log.error({ shelf: request.params.id }, 'the shelf cannot be read');
      throw new Error('the shelf is broken');
    }
    log.info({ shelf: request.params.id }, 'counted');
    response.json({ left: 3 });
  })
  .listen(Number(PORT), '127.0.0.1', () => console.log('ready'));
