import type { Intrinsics } from './intrinsics.ts';

/** Form and text of a symbol, as `NodeKind` says. */
export function describeSymbol(symbol: symbol, intrinsics: Intrinsics): [form: string, text: string | undefined] {
  const registered = Symbol.keyFor(symbol);
  if (registered !== undefined) return ['registered', registered];
  const wellKnown = WELL_KNOWN.get(symbol) ?? intrinsics.nameOf(symbol);
  if (wellKnown !== undefined) return ['well-known', wellKnown];
  return ['own', symbol.description];
}

/** The counterpart of a symbol that every process has; undefined for one that the program made itself. */
export function findSymbol(form: string, text: string | undefined, intrinsics: Intrinsics): symbol | undefined {
  if (form === 'registered') return Symbol.for(text!);
  if (form !== 'well-known') return undefined;
  const found = Object.getOwnPropertyDescriptor(Symbol, text!)?.value ?? intrinsics.find(text!);
  return typeof found === 'symbol' ? found : undefined;
}

const WELL_KNOWN = new Map<symbol, string>(
  Object.getOwnPropertyNames(Symbol).flatMap((name) => {
    const value: unknown = Object.getOwnPropertyDescriptor(Symbol, name)?.value;
    return typeof value === 'symbol' ? [[value, name] as const] : [];
  }),
);
