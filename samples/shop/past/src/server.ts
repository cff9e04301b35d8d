import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Cart } from './cart.js';
import { type Customer, type Order, OrderStatus, type Product } from './model.js';
import {
  cartOf,
  carts,
  catalogue,
  customers,
  look,
  numbers,
  orders,
  placeOrder,
  prices,
  revenue,
  stock,
} from './state.js';

type Body = Record<string, never>;

function customerNamed(id: string): Customer {
  const customer = customers.get(id);
  if (!customer) throw new Error(`no customer ${id}`);
  return customer;
}

function productNamed(sku: string): Product {
  const product = catalogue.get(sku);
  if (!product) throw new Error(`no product ${sku}`);
  return product;
}

function showOrder(order: Order) {
  const { number, customer, lines, placedAt, status, payment, note, gift } = order;
  return {
    number,
    customer: customer.id,
    lines: lines.map(({ product, quantity }) => ({ sku: product.sku, quantity })),
    placedAt: placedAt.toISOString(),
    status: OrderStatus[status],
    payment,
    notes: [note],
    gift,
  };
}

function showCustomer(customer: Customer) {
  const { id, name, mail, tier, phone, seen } = customer;
  return { id, name, email: mail, tier, phone, seen: seen.map(({ sku }) => sku) };
}

function stats() {
  return {
    revenue,
    today: numbers.today(),
    cartsOpened: Cart.opened,
    carts: carts.size,
    stock: Object.fromEntries(stock),
    prices: prices.show(),
  };
}

function handle(method: string, path: readonly string[], body: Body): unknown {
  const [area, name = '', part = ''] = path;
  switch (`${method} /${area ?? ''}${part ? `/${part}` : ''}`) {
    case 'PUT /products': {
      const { title, net, gross, rating, pieces } = body;
      catalogue.set(name, { sku: name, title, net, gross, rating });
      stock.set(name, pieces);
      return catalogue.get(name);
    }
    case 'GET /products':
      return name ? productNamed(name) : [...catalogue.keys()];
    case 'PUT /customers': {
      const { fullName, mail, tier, phone } = body;
      customers.set(name, { id: name, name: fullName, mail, tier, phone, seen: [] });
      return showCustomer(customerNamed(name));
    }
    case 'GET /customers':
      return name ? showCustomer(customerNamed(name)) : [...customers.keys()];
    case 'POST /customers/look':
      look(customerNamed(name), productNamed(body['sku']!));
      return showCustomer(customerNamed(name));
    case 'GET /carts':
      return name ? cartOf(customerNamed(name)).show() : [...carts.keys()];
    case 'POST /carts/put':
      cartOf(customerNamed(name)).put(productNamed(body['sku']!), body['quantity']!);
      return cartOf(customerNamed(name)).show();
    case 'POST /carts/redeem':
      cartOf(customerNamed(name)).redeem(body['code']!);
      return {};
    case 'POST /carts/order':
      return showOrder(placeOrder(customerNamed(name), body['payment']!, body['note'] ?? '', body['gift'] ?? false));
    case 'POST /orders/status': {
      const order = orders.find((known) => known.number === Number(name));
      if (!order) throw new Error(`no order ${name}`);
      order.status = OrderStatus[body['status']! as keyof typeof OrderStatus];
      return showOrder(order);
    }
    case 'GET /orders':
      return orders.map(showOrder);
    case 'GET /stats':
      return stats();
    default:
      throw new Error(`nothing at ${method} /${path.join('/')}`);
  }
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  let text = '';
  for await (const chunk of request) text += chunk;
  const path = new URL(request.url ?? '/', 'http://localhost').pathname.split('/').filter(Boolean);
  let status = 200;
  let result: unknown;
  try {
    result = handle(request.method ?? 'GET', path.map(decodeURIComponent), text ? JSON.parse(text) : {});
  } catch (error) {
    status = 400;
    result = { error: (error as Error).message };
  }
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(result));
}

function announce(this: Server): void {
  console.log(`shop listens on ${(this.address() as AddressInfo).port}`);
}

createServer((request, response) => void answer(request, response)).listen(
  Number(process.env['PORT'] ?? 8080),
  '127.0.0.1',
  announce,
);
