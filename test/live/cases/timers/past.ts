import { serve } from './serve.ts';

let ticks = 0;
function tick(): void {
  ticks += 1;
}

class Session {
  readonly id: string;
  readonly expiry: NodeJS.Timeout;
  constructor(id: string) {
    this.id = id;
    this.expiry = setTimeout(expire, 600_000, id);
  }
}

export const sessions = new Map<string, Session>();
function expire(id: string): void {
  sessions.delete(id);
}

export const clock = setInterval(tick, 50_000);
// Every start of the program sets this one.
setInterval(tick, 40_000);
export const extra: NodeJS.Timeout[] = [];

serve({
  open: (id) => sessions.set(id, new Session(id)),
  more() {
    extra.push(
      setInterval(tick, 7_000).unref(),
      setTimeout(() => sessions.clear(), 90_000),
    );
    const cleared = setTimeout(tick, 80_000);
    clearTimeout(cleared);
    extra.push(cleared);
  },
  unheld(id) {
    setTimeout(() => sessions.delete(id), 60_000);
    setTimeout(tick, 70_000);
  },
  ticks: () => ticks,
});
