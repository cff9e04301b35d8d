import { serve } from './serve.ts';

let ticks = 0;
function tick(): void {
  ticks += 1;
}

/** Often enough that it would run again before the state of a new process is compared. */
function beat(): void {
  beats += 1;
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
let beats = 0;
let seen = 0;

serve({
  open: (id) => sessions.set(id, new Session(id)),
  more() {
    extra.push(
      setInterval(tick, 7_000).unref(),
      setTimeout(() => sessions.clear(), 90_000),
    );
    const cleared = setTimeout(tick, 80_000);
    clearTimeout(cleared);
    extra.push(cleared, setInterval(beat, 5));
  },
  unheld(id) {
    setTimeout(() => sessions.delete(id), 60_000);
    setTimeout(tick, 70_000);
  },
  ticks: () => ticks,
  mark: () => {
    seen = beats;
  },
  isBeating: () => beats > seen,
});
