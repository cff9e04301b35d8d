import { open, Session } from './model.ts';
import { serve } from './serve.ts';

export const sessions = new Map<string, Session>();
let total = 0;
export const checks: (() => string)[] = [];
export const failures: Error[] = [];
export const current: { session: Session | null } = { session: null };

function check(id: string): () => string {
  let calls = 10;
  const counted = (name: string) => {
    const before = calls;
    return ((calls: number) => () => {
      calls += 1;
      return `${name} ${calls} ${before}`;
    })(0);
  };
  calls += 1;
  return counted(id);
}

serve({
  open(id) {
    total += 1;
    const session = open(id);
    session.visit();
    sessions.set(id, session);
    failures.push(new RangeError(`opened ${id}`, { cause: new Error('first') }));
    current.session = session;
  },
  check: (id) => checks.push(check(id)),
  run: () => checks.map((one) => one()),
  total: () => [total, Session.opened],
});
