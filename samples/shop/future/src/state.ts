import { Cart } from './cart.js';
import { makeNumbers } from './counters.js';
import { type Customer, type Order, OrderStatus, type Payment, type Product } from './model.js';
import { PriceCache } from './price-cache.js';

export const catalogue = new Map<string, Product>();
export const customers = new Map<string, Customer>();
export const carts = new Map<string, Cart>();
export const orders: Order[] = [];
/** Pieces in the warehouse by stock keeping unit. */
export const stock: [sku: string, pieces: number][] = [];
export const prices = new PriceCache();
export const numbers = makeNumbers(1000n);
export let revenue = 0n;
/** Cents to give back, by order. */
export const refunds = new Map<Order, number>();

function stockOf(sku: string): [sku: string, pieces: number] {
  const known = stock.find(([other]) => other === sku);
  if (known) return known;
  const entry: [string, number] = [sku, 0];
  stock.push(entry);
  return entry;
}

export function putIntoStock(sku: string, pieces: number): void {
  stockOf(sku)[1] = pieces;
}

export function cartOf(customer: Customer): Cart {
  const known = carts.get(customer.id);
  if (known) return known;
  const cart = new Cart(customer);
  carts.set(customer.id, cart);
  return cart;
}

/** Moves what is in the customer's cart into an order, and out of the warehouse. */
export function placeOrder(customer: Customer, payment: Payment, note: string, gift: boolean): Order {
  const lines = cartOf(customer).checkOut();
  let total = 0;
  for (const { product, quantity } of lines) {
    const entry = stockOf(product.sku);
    if (entry[1] < quantity) throw new Error(`not enough of ${product.sku}`);
    entry[1] -= quantity;
    total += prices.price(product, quantity);
  }
  revenue += BigInt(total);
  const order: Order = {
    number: numbers.take(),
    customer,
    lines,
    placedAt: new Date().toISOString(),
    status: OrderStatus.Placed,
    payment,
    total,
    note: [note],
    gift: gift ? 1 : 0,
  };
  orders.push(order);
  return order;
}

/** Takes an order back; a paid one is refunded. */
export function cancel(order: Order): void {
  if (order.status === OrderStatus.Shipped) throw new Error('on its way already');
  if (order.status !== OrderStatus.Placed) refunds.set(order, order.total);
  order.status = OrderStatus.Cancelled;
}
