// What must hold of version 2's state, whatever the mappers do; `timeferry rehearse` asks it in the new process.
import type { Invariant } from './ferry.js';
import type { Customer, Order } from 'future/src/model.js';

export const totals = {
  invariant: 'the total of an order is the sum of its lines',
  type: 'src/model.ts#Order',
  holds({ number, total, lines }) {
    const sum = lines.reduce((all, { product, quantity }) => all + product.gross * quantity, 0);
    return total === sum || `order ${number} says ${total} instead of ${sum}`;
  },
} satisfies Invariant<Order>;

export const reachable = {
  invariant: 'every customer has an address to write to',
  type: 'src/model.ts#Customer',
  holds: (customer) => customer.email.includes('@'),
} satisfies Invariant<Customer>;
