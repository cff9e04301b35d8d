import { Cart } from './cart.js';
import { makeNumbers } from './counters.js';
import { type Customer, type Order, OrderStatus, type Payment, type Product } from './model.js';
import { PriceCache } from './price-cache.js';

export const catalogue = new Map<string, Product>();
export const customers = new Map<string, Customer>();
export const carts = new Map<string, Cart>();
export const orders: Order[] = [];
/** Pieces in the warehouse by stock keeping unit. */
export const stock = new Map<string, number>();
export const prices = new PriceCache();
export const numbers = makeNumbers(1000);
export let revenue = 0;

export function cartOf(customer: Customer): Cart {
  const known = carts.get(customer.id);
  if (known) return known;
  const cart = new Cart(customer);
  carts.set(customer.id, cart);
  return cart;
}

export function look(customer: Customer, product: Product): void {
  customer.seen = [product, ...customer.seen.filter((other) => other !== product)].slice(0, 5);
}

/** Moves what is in the customer's cart into an order, and out of the warehouse. */
export function placeOrder(customer: Customer, payment: Payment, note: string, gift: boolean): Order {
  const lines = cartOf(customer).checkOut();
  for (const { product, quantity } of lines) {
    const left = (stock.get(product.sku) ?? 0) - quantity;
    if (left < 0) throw new Error(`not enough of ${product.sku}`);
    stock.set(product.sku, left);
    revenue += prices.price(product, quantity);
  }
  const order: Order = {
    number: numbers.take(),
    customer,
    lines,
    placedAt: new Date(),
    status: OrderStatus.Placed,
    payment,
    note,
    gift,
  };
  orders.push(order);
  return order;
}
