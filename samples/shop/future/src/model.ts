export enum OrderStatus {
  Placed,
  Cancelled,
  Paid,
  Packed,
  Shipped,
}

export type Payment =
  | { kind: 'card'; last4: string }
  | { kind: 'invoice'; days: number }
  | { kind: 'voucher'; code: string };

export type Tier = 'basic' | 'silver' | 'gold';

export interface Product {
  readonly sku: string;
  title: string;
  /** Net price in cents. */
  net: number;
  /** Gross price in cents. */
  gross: number;
}

export class Customer {
  readonly id: string;
  name: string;
  /** @renamedFrom mail */
  email: string;
  tier: Tier;
  phone: string;
  /** The products that this customer looked at last: the same objects as in the catalogue. */
  seen: Product[] = [];
  wishes: Product[] = [];

  constructor(id: string, name: string, email: string, tier: Tier, phone: string) {
    this.id = id;
    this.name = name;
    this.email = email;
    this.tier = tier;
    this.phone = phone;
  }

  look(product: Product): void {
    this.seen = [product, ...this.seen.filter((other) => other !== product)].slice(0, 5);
  }

  wish(product: Product): void {
    if (!this.wishes.includes(product)) this.wishes.push(product);
  }
}

export interface OrderLine {
  /** The same object as in the catalogue. */
  readonly product: Product;
  quantity: number;
}

export interface Order {
  readonly number: bigint;
  readonly customer: Customer;
  readonly lines: OrderLine[];
  /** ISO 8601. */
  readonly placedAt: string;
  status: OrderStatus;
  payment: Payment;
  /** Gross sum in cents. */
  total: number;
  note: string[];
  gift: 0 | 1;
}
