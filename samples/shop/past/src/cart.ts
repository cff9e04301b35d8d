import type { Customer, OrderLine, Product } from './model.js';

export class Cart {
  static opened = 0;
  private lines: OrderLine[] = [];
  readonly owner: Customer;
  private coupons = new Set<string>();

  constructor(owner: Customer) {
    this.owner = owner;
    Cart.opened += 1;
  }

  put(product: Product, quantity: number): void {
    const line = this.lines.find((known) => known.product === product);
    if (line) line.quantity += quantity;
    else this.lines.push({ product, quantity });
  }

  redeem(code: string): void {
    this.coupons.add(code);
  }

  /** Hands out the lines and is empty afterwards. */
  checkOut(): OrderLine[] {
    this.coupons.clear();
    return this.lines.splice(0);
  }

  show() {
    return {
      owner: this.owner.id,
      lines: this.lines.map(({ product, quantity }) => ({ sku: product.sku, quantity })),
      coupons: [...this.coupons],
    };
  }
}
