export enum Currency {
  CHF,
  EUR,
  GBP,
  USD,
}

export interface Booking {
  at: string;
  cents: bigint;
  text: string | null;
  currency: Currency;
  settled?: boolean;
}

export class Account {
  #pin: string;
  owner: string;
  balance: bigint;
  bookings: Booking[] = [];
  note: string[] = [];
  frozen = false;
  constructor(owner: string, pin: string, balance: bigint) {
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
export const reset = () => {
  lastBooking = undefined;
};
setInterval(() => undefined, 1000);
