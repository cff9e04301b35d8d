import { ObservableMap, Reaction } from 'mobx';
import type { Atom, ComputedValue, ObservableValue } from 'mobx/dist/internal';

export const stock = new ObservableMap<string, number>();
export const redraw = new Reaction('redraw', () => {});
export const atoms = new Set<Atom>();
export const totals: ComputedValue<number>[] = [];
export const prices = new Map<string, ObservableValue<number>>();
