// A client of the shop server: puts state in over HTTP, and reads it back.
//
//   node drive.mjs PORT          fills the server and prints what it answers
//
// The demo and the tests import `fill` and `read`.

import { pathToFileURL } from 'node:url';

/** Sends one request and gives the parsed answer; throws for anything but 200. */
export async function send(port, method, path, body) {
  const response = await fetch(`http://127.0.0.1:${port}${path}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const answer = await response.json();
  if (response.status !== 200) throw new Error(`${method} ${path}: ${answer.error}`);
  return answer;
}

/** One small request, for traffic. */
export const ping = (port) => send(port, 'GET', '/stats');

const products = {
  'pen-1': { title: 'Fountain pen', net: 2500, gross: 2975, rating: 4.5, pieces: 40 },
  'ink-7': { title: 'Ink, 30 ml', net: 800, gross: 952, rating: 4.8, pieces: 120 },
  'pad-3': { title: 'Writing pad', net: 450, gross: 482, rating: 3.9, pieces: 300 },
};
const customers = {
  ada: { fullName: 'Ada', mail: 'ada@example.org', tier: 'gold', phone: '555-0101' },
  bela: { fullName: 'Béla', mail: 'bela@example.org', tier: 'silver', phone: '555-0102' },
  chidi: { fullName: 'Chidi', mail: 'chidi@example.org', tier: 'basic', phone: '555-0103' },
};

/** Fills the catalogue and carts, and places orders in every status that the past version knows. */
export async function fill(port) {
  for (const [sku, product] of Object.entries(products)) await send(port, 'PUT', `/products/${sku}`, product);
  for (const [id, customer] of Object.entries(customers)) {
    await send(port, 'PUT', `/customers/${id}`, customer);
    for (const sku of ['ink-7', 'pen-1']) await send(port, 'POST', `/customers/${id}/look`, { sku });
    await send(port, 'POST', `/carts/${id}/put`, { sku: 'pen-1', quantity: 1 });
    await send(port, 'POST', `/carts/${id}/put`, { sku: 'ink-7', quantity: 3 });
  }
  const card = { kind: 'card', last4: '4242' };
  const first = await send(port, 'POST', '/carts/ada/order', { payment: card, note: 'ring twice', gift: true });
  const invoice = { kind: 'invoice', days: 30 };
  const second = await send(port, 'POST', '/carts/bela/order', { payment: invoice, note: '' });
  await send(port, 'POST', `/orders/${first.number}/status`, { status: 'Shipped' });
  await send(port, 'POST', `/orders/${second.number}/status`, { status: 'Paid' });
  await send(port, 'POST', '/carts/ada/put', { sku: 'pad-3', quantity: 10 });
  await send(port, 'POST', '/carts/ada/redeem', { code: 'SPRING' });
  await send(port, 'POST', '/carts/ada/order', { payment: card, note: 'no hurry' });
  await send(port, 'POST', '/carts/chidi/redeem', { code: 'WELCOME' });
  await send(port, 'POST', '/carts/ada/put', { sku: 'pen-1', quantity: 2 });
}

/** All that the server shows of its state; the same as long as nobody changes it. */
export async function read(port) {
  const all = async (area) => {
    const names = await send(port, 'GET', `/${area}`);
    return Promise.all(names.map((name) => send(port, 'GET', `/${area}/${name}`)));
  };
  return {
    stats: await send(port, 'GET', '/stats'),
    products: await all('products'),
    customers: await all('customers'),
    carts: await all('carts'),
    orders: await send(port, 'GET', '/orders'),
  };
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const port = Number(process.argv[2] ?? 8080);
  await fill(port);
  console.log(JSON.stringify(await read(port), null, 2));
}
