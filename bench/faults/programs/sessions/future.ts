export interface Session {
  id: string;
  user: { name: string; address: string };
  visits: bigint;
  roles: Set<'admin' | 'user' | 'guest'>;
  last: Date | undefined;
  token: string;
}

export function makeStore() {
  const open = new Map<string, Session>();
  let created = 0n;
  return {
    create(session: Session): void {
      created += 1n;
      open.set(session.id, session);
    },
    count: () => open.size + Number(created),
  };
}

export const store = makeStore();
export const recent = new Set<Session>();
export const ids = new Uint16Array(16);
setInterval(() => undefined, 1000);
