import type { InvariantPlan, MapperModule } from '@timeferry/analysis/transfer-plan';
import type { LiveProgram, PrivateField } from '../../live-program.ts';
import type { Look } from '../../mapper.ts';
import { containFailure } from './failure.ts';
import { MapperModules } from './mapper-modules.ts';

export interface InvariantRequest {
  readonly invariants: readonly InvariantPlan[];
  readonly mappers: readonly MapperModule[];
  /** How many of the values belong to each invariant, in their order; one of a root has none, its value is read here. */
  readonly counts: readonly number[];
}

/** An invariant that does not hold. */
export interface InvariantBreach {
  /** Its place in the request. */
  readonly invariant: number;
  /** The first value that breaks it, by its place among those of the invariant. */
  readonly value: number;
  readonly count: number;
  readonly why: string;
}

/** The invariant that is asked, and the value that it is asked about, by their places. */
let asked: readonly [invariant: number, value: number] = [-1, -1];

/** Asks the author's invariants about the values of this process. What they throw, and what they ask to end, is a breach. */
export function checkInvariants(
  program: LiveProgram,
  { invariants, mappers, counts }: InvariantRequest,
  values: readonly unknown[],
): readonly InvariantBreach[] {
  const modules = new MapperModules(mappers);
  const breaches: InvariantBreach[] = [];
  const look = lookAt(program);
  containFailure(
    () => {
      let start = 0;
      invariants.forEach((plan, invariant) => {
        const end = start + counts[invariant]!;
        const own = plan.root === null ? values.slice(start, end) : [program.roots.get(plan.root)?.read()];
        start = end;
        let first: { value: number; why: string } | undefined;
        let count = 0;
        own.forEach((one, value) => {
          asked = [invariant, value];
          const why = whyNot(() => modules.invariant(plan).holds(one, look));
          if (why === null) return;
          first ??= { value, why };
          count += 1;
        });
        if (first) breaches.push({ invariant, count, ...first });
      });
    },
    () => null,
  );
  return breaches;
}

/** What a check that had to be stopped from outside was at. */
export function askedInvariant(): readonly [invariant: number, value: number] {
  return asked;
}

/** Why an invariant does not hold; null where it does. */
function whyNot(ask: () => unknown): string | null {
  try {
    const answer = ask();
    if (answer === true) return null;
    if (answer === false) return '';
    if (typeof answer === 'string') return answer;
    return `its holds gave ${kindOf(answer)}; it must give true, false or a text`;
  } catch (thrown) {
    const isError = process.getBuiltinModule('node:util').types.isNativeError(thrown);
    return `its holds threw ${isError ? `${thrown.name}: ${thrown.message}` : kindOf(thrown)}`;
  }
}

function kindOf(value: unknown): string {
  if (!process.getBuiltinModule('node:util').types.isPromise(value)) return value === null ? 'null' : typeof value;
  // Nobody waits for it, so it must not end the process.
  value.catch(() => {});
  return 'a promise';
}

function lookAt(program: LiveProgram): Look {
  return {
    is: (value, ...classes) => {
      const known = classes.map((name) => program.find(name));
      return owners(value).some((owner) => known.includes(owner) || classes.includes(program.nameOf(owner) ?? ''));
    },
    inside: <T>(instance: object, name: string): T => {
      const field = privateIn(program, instance, name);
      if (field) return field.read(instance) as T;
      throw new Error(`look.inside names ${name}, which is no #private field of this object.`);
    },
  };
}

function privateIn(program: LiveProgram, instance: object, name: string): PrivateField | undefined {
  return owners(instance)
    .flatMap((owner) => program.privatesOf(owner))
    .find((field) => field.name === name);
}

/** The classes of an object, its own first. */
function owners(value: unknown): Function[] {
  const found: Function[] = [];
  let at: unknown = typeof value === 'object' && value !== null ? Object.getPrototypeOf(value) : null;
  for (; at !== null; at = Object.getPrototypeOf(at)) {
    const owner: unknown = Object.getOwnPropertyDescriptor(at, 'constructor')?.value;
    if (typeof owner === 'function') found.push(owner);
  }
  return found;
}
