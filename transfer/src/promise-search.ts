import type { Runtime } from 'node:inspector';
import type { LiveHandles } from './live-handles.ts';

/**
 * Finds the promises that were pending before somebody kept account of them. That collects garbage and takes longer the
 * larger the heap is, so it is done while the program runs, and again only where promises stay that perhaps nothing holds.
 */
export class PromiseSearch {
  readonly #live: LiveHandles;
  readonly #box: string;
  #nextAt = 0;

  constructor(live: LiveHandles, box: string) {
    this.#live = live;
    this.#box = box;
  }

  async run(): Promise<void> {
    const start = performance.now();
    if (start < this.#nextAt) return;
    const live = this.#live;
    await live.call('beginSearch', { objectId: this.#box });
    const heap = await live.heirs(await live.hold('promisePrototype'));
    const params = { objectId: heap, ownProperties: true, generatePreview: true };
    const { result } = await live.send<Runtime.GetPropertiesReturnType>('Runtime.getProperties', params);
    const pending = result.flatMap(({ name, value }) => {
      const state = value?.preview?.properties.find((property) => property.name === '[[PromiseState]]');
      return /^\d+$/.test(name) && state?.value === 'pending' ? [Number(name)] : [];
    });
    await live.call('notePending', { objectId: this.#box }, { objectId: heap }, { value: pending });
    const end = performance.now();
    this.#nextAt = end + SEARCH_SHARE * (end - start);
  }
}

/** So many times as long as a search takes the program runs before the next one. */
const SEARCH_SHARE = 4;
