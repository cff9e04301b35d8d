import type { Runtime } from 'node:inspector';
import type { Waits } from './agents/program/waits.ts';
import type { HeapPlace } from './heap-graph.ts';
import { numberOf } from './heap-objects.ts';
import { takeHeapSnapshot } from './heap-snapshot.ts';
import { codeWaits, type Waiting } from './heap-waits.ts';
import type { LiveHandles } from './live-handles.ts';

export type { Waits } from './agents/program/waits.ts';

/** What a reader knows a line of a script by; null for code of the runtime. */
export type PlaceOf = (code: HeapPlace) => string | null | undefined;

/**
 * The account that a process keeps of the promises that code waits for. `box` is the handle of what the agent keeps.
 */
export class PromiseWaits {
  readonly #live: LiveHandles;
  readonly #box: string;
  readonly #placeOf: PlaceOf;

  constructor(live: LiveHandles, box: string, placeOf: PlaceOf) {
    this.#live = live;
    this.#box = box;
    this.#placeOf = placeOf;
  }

  /**
   * Begins the account. Promises that were pending before are found on the heap: that collects garbage and takes longer the
   * larger the heap is, so the program runs on before and after.
   */
  async open(): Promise<void> {
    const live = this.#live;
    await live.call('watchPromises', { objectId: this.#box });
    const heap = await live.heirs(await live.hold('promisePrototype'));
    const params = { objectId: heap, ownProperties: true, generatePreview: true };
    const { result } = await live.send<Runtime.GetPropertiesReturnType>('Runtime.getProperties', params);
    const pending = result.flatMap(({ name, value }) => {
      const state = value?.preview?.properties.find((property) => property.name === '[[PromiseState]]');
      return /^\d+$/.test(name) && state?.value === 'pending' ? [Number(name)] : [];
    });
    await live.call('notePending', { objectId: this.#box }, { objectId: heap }, { value: pending });
  }

  /**
   * Takes those off the account that no code waits for, which a heap snapshot tells, and gives the names of the code that
   * waits for the others; none where the heap is too large.
   */
  async narrow(): Promise<readonly string[]> {
    const live = this.#live;
    const promises = await live.hold('waitedPromises', { objectId: this.#box }, { value: MOST });
    const snapshot = await takeHeapSnapshot(live);
    if (snapshot === undefined) return [];
    const code = codeWaits(snapshot);
    const handles = await live.elements(promises);
    const names = await Promise.all(
      handles.map(async (handle) => {
        const waiting = code.get(await numberOf(live, handle)) ?? [];
        return waiting.flatMap((one) => this.#nameOf(one) ?? []).join(', ');
      }),
    );
    await live.call('noteNames', { objectId: this.#box }, { objectId: promises }, { value: names });
    return [...new Set(names)].filter(Boolean).sort();
  }

  describe(): Promise<Waits> {
    return this.#live.call<Waits>('describeWaits', { objectId: this.#box });
  }

  /** Nothing for code of the runtime: what the program does waits for that. */
  #nameOf(waiting: Waiting): string | undefined {
    const name = waiting.name === '' ? 'an anonymous function' : waiting.name;
    const place = this.#placeOf(waiting);
    if (place === null) return undefined;
    return place === undefined ? name : `${name} at ${place}`;
  }
}

/** More promises than this are not looked at one by one. */
const MOST = 5000;
