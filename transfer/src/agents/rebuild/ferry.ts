import type { Shape } from '@timeferry/analysis/shape';
import type { TypePlan } from '@timeferry/analysis/transfer-plan';
import { classOf, type Side } from '../../graph-types.ts';
import type { Ferry } from '../../mapper.ts';
import type { GuardBreach } from '../../rebuild-result.ts';
import type { Ghosts } from './ghosts.ts';
import { initialValue } from './initial-values.ts';
import { replaceContents } from './replace-contents.ts';
import type { Transfer } from './transfer.ts';

/** What the mapper that runs now works on: a type's object, or a root. */
export interface Work {
  readonly name: string;
  readonly type: TypePlan | null;
  readonly target: object | null;
}

/** The ferry that mappers get; one for the whole transfer, told which object is in work. */
export class TransferFerry implements Ferry {
  work: Work = { name: '', type: null, target: null };
  readonly #transfer: Transfer;
  readonly #ghosts: Ghosts;
  readonly #made = new Map<object, Map<string, unknown>>();
  readonly #breaches = new Map<string, GuardBreach & { count: number; readonly id: number }>();

  constructor(transfer: Transfer, ghosts: Ghosts) {
    this.#transfer = transfer;
    this.#ghosts = ghosts;
  }

  carry<T>(value: unknown, type?: string): T {
    const id = this.#ghosts.idOf(value);
    if (id === undefined) return value as T;
    if (type !== undefined) this.#transfer.types.declare(id, this.#shapeOf(type));
    const { current } = this.#transfer;
    const target = this.#transfer.counterpart(id);
    this.#transfer.fillAll();
    this.#transfer.current = current;
    return target as T;
  }

  is(value: unknown, ...classes: readonly string[]): boolean {
    const id = this.#ghosts.idOf(value);
    const { source, plan, from } = this.#transfer;
    const proto = id === undefined ? null : source.tableOf(id).proto;
    if (typeof proto !== 'string') return false;
    return classes.some((name) => proto === name || plan.types.some((type) => isCalled(type, name, from, proto)));
  }

  once<S extends object, T>(source: S, label: string, make: (source: S) => T): T {
    // On the way back there is nothing in the place of a value that its guard has given up.
    if (source === undefined) return undefined as T;
    const byLabel = this.#made.get(source) ?? new Map<string, unknown>();
    this.#made.set(source, byLabel);
    if (!byLabel.has(label)) byLabel.set(label, keepBare(source, make(source)));
    return byLabel.get(label) as T;
  }

  initial<T>(field: string): T {
    const { type, target, name } = this.work;
    if (!type || !target) throw new Error(`ferry.initial("${field}") asks for a field, but ${name} is a root.`);
    return initialValue(target, type, field, this.#transfer) as T;
  }

  fill(target: object, contents: object): void {
    if (!replaceContents(target, contents)) throw new Error('ferry.fill was given containers of different kinds.');
  }

  guard(holds: boolean, field: string, why: string): boolean {
    if (holds) return true;
    const key = `${this.work.name}\0${field}\0${why}`;
    const known = this.#breaches.get(key);
    if (known) known.count++;
    else this.#breaches.set(key, { type: this.work.name, field, why, path: '', count: 1, id: this.#transfer.current });
    return false;
  }

  /** The guards that did not hold, each with the path of the first value that broke it. */
  breaches(): GuardBreach[] {
    return [...this.#breaches.values()].map(({ id, ...breach }) => ({
      ...breach,
      path: this.#transfer.pathOf(id) ?? breach.type,
    }));
  }

  #shapeOf(name: string): Shape {
    const { shapes = [], types } = this.#transfer.plan;
    const shape = shapes.find((one) => one.name === name)?.shape;
    if (shape) return shape;
    const type = types.find((one) => one.key === name) ?? types.find((one) => one.future === name || one.past === name);
    if (type) return { kind: 'object', type: type.key };
    throw new Error(`ferry.carry names the type "${name}", which is no type of the transfer.`);
  }
}

/** Whether a class goes by a name in either version and by `own` in the one that state comes from. */
function isCalled(type: TypePlan, name: string, from: Side, own: string): boolean {
  return (type.pastClass === name || type.futureClass === name) && classOf(type, from) === own;
}

/** A dictionary that is made of one without a prototype has none either. */
function keepBare<T>(source: object, made: T): T {
  const isPlain = typeof made === 'object' && made !== null && Object.getPrototypeOf(made) === Object.prototype;
  if (isPlain && Object.getPrototypeOf(source) === null) Object.setPrototypeOf(made, null);
  return made;
}
