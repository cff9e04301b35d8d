export interface Position {
  x: number;
  y: number;
}

export class Player {
  name: string;
  at: Position;
  hitPoints: number;
  rival: Player | null = null;
  inventory: [item: string, count: number][] = [];
  constructor(name: string, at: Position, hitPoints: number) {
    this.name = name;
    this.at = at;
    this.hitPoints = hitPoints;
  }
}

export class Mage extends Player {
  private mana = 10;
  spend(mana: number): void {
    this.mana -= mana;
  }
}

export interface World {
  board: number[][];
  spawn: Position;
  players: Set<Player>;
  turn: Player | null;
}

export const world: World = { board: [], spawn: { x: 3, y: 4 }, players: new Set(), turn: null };
export const scores = new Map<Player, number>();

for (let y = 0; y < 5; y++) world.board.push(Array.from({ length: 5 }, (_, x) => x * y - 3));
let previous: Player | null = null;
for (let i = 0; i < 9; i++) {
  const at = i % 3 === 0 ? world.spawn : { x: i, y: 2 * i };
  const player: Player = i % 2 ? new Mage(`mage ${i}`, at, 20 + i) : new Player(`player ${i}`, at, 30 - i);
  if (player instanceof Mage) player.spend(i);
  player.rival = previous;
  player.inventory.push(['sword', i], ['rope', 9 - i]);
  if (previous && i === 1) previous.rival = player;
  world.players.add(player);
  scores.set(player, 100 * i);
  previous = player;
}
world.turn = previous;
setInterval(() => undefined, 1000);
