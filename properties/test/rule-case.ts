import type { FieldPlan, RootPlan, TransferPlan, TypePlan } from '@timeferry/analysis/transfer-plan';

/** A rule of the diff that promises a lossless default, as two versions of one module, and generators that break it. */
export interface RuleCase {
  /** The row on the rules page. */
  readonly rule: string;
  readonly past: string;
  readonly future: string;
  /** What the module was called before; `src/m.ts` where it is left out. */
  readonly pastModule?: string;
  /** Compiler options of the future version, over strict ones. */
  readonly options?: object;
  /** The pair or root whose transfer is checked. */
  readonly target: string;
  /** Where the verdict `auto` stands; the target itself where it is left out. */
  readonly field?: string;
  /** Each is what a wrong generator would have written instead. */
  readonly mutants: Readonly<Record<string, Mutant>>;
}

/** Other code in the place of a piece of the generated code, or another plan. */
export type Mutant = readonly [from: string | RegExp, to: string] | ((plan: TransferPlan) => TransferPlan);

/** One field of one interface, and a root that holds a list of it. */
export function field(
  rule: string,
  past: string,
  future: string,
  mutants: RuleCase['mutants'],
  declarations = '',
): RuleCase {
  const module = (type: string) => `${declarations}\nexport interface Box { id: string; ${type} }\n${ROOT}`;
  return { rule, past: module(past), future: module(future), target: 'src/m.ts#Box', mutants };
}

export const ROOT = 'export const boxes: Box[] = [];\nexport function add(box: Box) { boxes.push(box); }\n';

/** The way back without its guard. */
export const UNGUARDED: Mutant = [/(backward[\s\S]*?)ferry\.guard\([\s\S]*?'\s*,?\s*\)/, '$1true'];

/** A field of the plan changed. */
export function changedField(type: string, name: string, change: Partial<FieldPlan>): Mutant {
  return changedType(type, (plan) => ({
    fields: plan.fields.map((each) => (each.future === name || each.past === name ? { ...each, ...change } : each)),
  }));
}

/** A root of the plan changed. */
export function changedRoot(name: string, change: Partial<RootPlan>): Mutant {
  return (plan) => ({
    ...plan,
    roots: plan.roots.map((each) => (each.future === `src/m.ts#${name}` ? { ...each, ...change } : each)),
  });
}

export function changedType(type: string, change: (plan: TypePlan) => Partial<TypePlan>): Mutant {
  return (plan) => ({
    ...plan,
    types: plan.types.map((each) => (each.key === `src/m.ts#${type}` ? { ...each, ...change(each) } : each)),
  });
}

export const CLASS = (
  name: string,
  more = '',
) => `export class ${name} { id = ''; owner: ${name} | null = null; ${more} }
export const boxes: ${name}[] = [];
export function add(box: ${name}) { boxes.push(box); }`;
