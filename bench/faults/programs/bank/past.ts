export enum Currency {
  EUR,
  USD,
  CHF,
}

export interface Booking {
  at: Date;
  cents: number;
  text: string;
  currency: Currency;
}

export class Account {
  #pin: string;
  owner: string;
  balance: number;
  bookings: Booking[] = [];
  note?: string;
  constructor(owner: string, pin: string, balance: number) {
    this.owner = owner;
    this.#pin = pin;
    this.balance = balance;
  }
  opens(pin: string): boolean {
    return this.#pin === pin;
  }
}

export const accounts = new Map<string, Account>();
export let lastBooking: Booking | undefined;

for (let i = 0; i < 12; i++) {
  const account = new Account(`owner ${i}`, String(1000 + i), i * 250 - 500);
  if (i % 3 === 0) account.note = `note ${i}`;
  for (let j = 0; j < i % 4; j++) {
    lastBooking = { at: new Date(1e12 + i * 1000 + j), cents: 10 * i - j, text: `booking ${j}`, currency: (i + j) % 3 };
    account.bookings.push(lastBooking);
  }
  accounts.set(account.owner, account);
}
setInterval(() => undefined, 1000);
