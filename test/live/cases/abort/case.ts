import { expect } from 'vitest';
import type { LiveCase } from '../../live-case.ts';

export const live: LiveCase = {
  kinds: ['abort'],
  drive: ['open/a', 'open/b', 'bare/c', 'abort/b'],
  future: { cancelled: 1 },
  check(future) {
    const [a, b] = future['signals'] as object[];
    const controllers = future['controllers'] as Map<string, { items: readonly object[] }>;
    expect(controllers.get('a')).toMatchObject({ $kind: 'abort-controller', items: [{ isAborted: false }] });
    expect(controllers.get('a')!.items[0]).toBe(a);
    expect(controllers.get('b')).toMatchObject({
      items: [{ $kind: 'abort-signal', isAborted: true, items: [{ code: 7 }, 'abort', '$onAbort', 0] }],
    });
    expect(controllers.get('b')!.items[0]).toBe(b);
    expect(controllers.get('c')).toMatchObject({ $kind: 'abort-controller' });
    expect(a).toMatchObject({ items: [undefined, 'abort', '$onAbort', 0] });
  },
};
