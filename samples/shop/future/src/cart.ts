import type { Customer, OrderLine, Product } from './model.js';

export class Cart {
  static opened = 0n;
  #lines: OrderLine[] = [];
  readonly owner: Customer;
  private coupons: string[] = [];

  constructor(owner: Customer) {
    this.owner = owner;
    Cart.opened += 1n;
  }

  put(product: Product, quantity: number): void {
    const line = this.#lines.find((known) => known.product === product);
    if (line) line.quantity += quantity;
    else this.#lines.push({ product, quantity });
  }

  redeem(code: string): void {
    if (!this.coupons.includes(code)) this.coupons.push(code);
  }

  /** Hands out the lines and is empty afterwards. */
  checkOut(): OrderLine[] {
    this.coupons.splice(0);
    return this.#lines.splice(0);
  }

  show() {
    return {
      owner: this.owner.id,
      lines: this.#lines.map(({ product, quantity }) => ({ sku: product.sku, quantity })),
      coupons: this.coupons,
    };
  }
}
