/** Knows nothing of telemetry: `node --require @opentelemetry/auto-instrumentations-node/register storefront.js` sees to it. */
const express = require('express');
const pino = require('pino');

const log = pino();
const { STOCK_URL, PORT } = process.env;

express()
  .get('/shelves/:id', async (request, response) => {
    log.info({ shelf: request.params.id }, 'asking for the stock');
    const answer = await fetch(`${STOCK_URL}/stock/${request.params.id}`);
    response.status(answer.ok ? 200 : 502).send(await answer.text());
  })
  .listen(Number(PORT), '127.0.0.1', () => console.log('ready'));
