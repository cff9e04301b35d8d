import { type LiveModule, moduleScope } from './find-roots.ts';
import type { LiveFunction } from './live-functions.ts';
import type { LiveHandles } from './live-handles.ts';

/**
 * Tells instances of one closure apart: puts functions in the order in which the variables of the modules reach them,
 * which is the same in two processes that start-up left alike.
 */
export class ReachOrder {
  readonly #live: LiveHandles;
  readonly #starts: readonly { readonly objectId: string }[];

  constructor(live: LiveHandles, modules: Iterable<LiveModule>) {
    this.#live = live;
    this.#starts = [...modules].flatMap(({ functions }) => {
      const by = functions.find((one) => moduleScope(one) >= 0);
      const snapshot = by?.scopes[moduleScope(by)]?.snapshot;
      return snapshot === undefined ? [] : [{ objectId: snapshot }];
    });
  }

  async sort<Item>(items: readonly Item[], functionOf: (item: Item) => LiveFunction): Promise<readonly Item[]> {
    if (items.length < 2) return items;
    const handles = items.map((item) => ({ objectId: functionOf(item).handle }));
    const functions = await this.#live.hold('arrayOf', ...handles);
    const order = await this.#live.call<number[]>('reachOrder', { objectId: functions }, ...this.#starts);
    return order.map((index) => items[index] as Item);
  }
}
