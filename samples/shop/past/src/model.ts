export enum OrderStatus {
  Placed,
  Paid,
  Shipped,
}

export type Payment = { kind: 'card'; last4: string } | { kind: 'invoice'; days: number };

export interface Product {
  readonly sku: string;
  title: string;
  /** Net price in cents. */
  net: number;
  /** Gross price in cents. */
  gross: number;
  rating: number;
}

export interface Customer {
  readonly id: string;
  name: string;
  mail: string;
  tier: string;
  phone?: string;
  /** The products that this customer looked at last: the same objects as in the catalogue. */
  seen: Product[];
}

export interface OrderLine {
  /** The same object as in the catalogue. */
  readonly product: Product;
  quantity: number;
}

export interface Order {
  readonly number: number;
  readonly customer: Customer;
  readonly lines: OrderLine[];
  readonly placedAt: Date;
  status: OrderStatus;
  payment: Payment;
  note: string;
  gift: boolean;
}
