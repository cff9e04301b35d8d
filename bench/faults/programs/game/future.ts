export type Position = [x: number, y: number];

export interface Stack {
  item: string;
  count: number;
}

export class Player {
  name: string;
  at: Position;
  health: number;
  rival: Player | null = null;
  inventory: Stack[] = [];
  online = false;
  constructor(name: string, at: Position, health: number) {
    this.name = name;
    this.at = at;
    this.health = health;
  }
}

export class Mage extends Player {
  #mana = 10;
  spend(mana: number): void {
    this.#mana -= mana;
  }
}

export interface World {
  board: number[][];
  spawn: Position;
  players: Player[];
  turn: Player | null;
}

export const world: World = { board: [], spawn: [0, 0], players: [], turn: null };
export const scores = new Map<Player, bigint>();
setInterval(() => undefined, 1000);
