let total = 100;
export class Session {
  static opened = 0;
  readonly id: string;
  #visits = 0;
  constructor(id: string) {
    this.id = id;
  }
  visit(): number {
    this.#visits += 1;
    return this.#visits;
  }
}

export function open(id: string): Session {
  total += 1;
  Session.opened += 1;
  return new Session(`${id}-${total}`);
}
