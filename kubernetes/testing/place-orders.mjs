// Places orders at a steady pace, from a pod: the shoppers of a rolling update. Prints what became of them, as JSON.
import { setTimeout as delay } from 'node:timers/promises';

// By its files in the image, not by its front door, behind which more is imported than the image has.
const traffic = '/sightline/traffic/dist';
const { placeOrder } = await import(`${traffic}/journey/place-order.js`);
const { OrderApi } = await import(`${traffic}/order-api.js`);
const { isFinal } = await import(`${traffic}/shop.js`);

const perSecond = Number(process.env.ORDERS_PER_SECOND);
const seconds = Number(process.env.SECONDS);
const finalWithinMs = 90_000;

const shop = new OrderApi({ url: process.env.ORDER_URL, apiKey: process.env.API_KEY });
const placed = new Set();
const failed = [];

const place = (number) =>
  placeOrder(shop, { token: 'tok_ok' }).then(
    ({ order, refusal }) => (order ? placed.add(order.id) : failed.push(`order ${number}: ${refusal}`)),
    (error) => failed.push(`order ${number}: ${error.message}`),
  );

const underWay = [];
const began = Date.now();
for (let number = 0; number < perSecond * seconds; number += 1) {
  await delay(Math.max(0, began + (number * 1000) / perSecond - Date.now()));
  underWay.push(place(number));
}
await Promise.all(underWay);

const ends = {};
const waiting = new Set(placed);
for (const deadline = Date.now() + finalWithinMs; waiting.size > 0 && Date.now() < deadline; await delay(200)) {
  for (const id of waiting) {
    const { body } = await shop.order(id).catch(() => ({}));
    if (!body || !isFinal(body)) continue;
    waiting.delete(id);
    ends[body.status] = (ends[body.status] ?? 0) + 1;
  }
}
console.log(JSON.stringify({ placed: placed.size, failed, ends, unfinished: waiting.size }));
