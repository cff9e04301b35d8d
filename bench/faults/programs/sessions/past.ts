export interface Session {
  id: string;
  user: { name: string; mail: string };
  visits: number;
  roles: ('admin' | 'user')[];
  last: string | undefined;
}

export function makeStore() {
  const open = new Map<string, Session>();
  let created = 0;
  return {
    create(name: string, i: number): Session {
      created += 1;
      const id = `s${created}`;
      const roles: Session['roles'] = i % 2 ? ['user'] : ['admin', 'user'];
      const session = { id, user: { name, mail: `${name}@example.org` }, visits: i * i, roles, last: undefined };
      open.set(id, session);
      return session;
    },
    count: () => open.size,
  };
}

export const store = makeStore();
export const recent: Session[] = [];
export const ids = new Uint16Array(16);

for (let i = 0; i < 10; i++) {
  const session = store.create(`user${i}`, i);
  if (i > 6) recent.push(session);
  ids[i] = 500 + i;
}
setInterval(() => undefined, 1000);
