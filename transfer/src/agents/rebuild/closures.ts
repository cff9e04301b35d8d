import { PRIMITIVE } from '../../capture-format.ts';
import type { CapturedScope } from '../../live-program.ts';
import type { Transfer } from './transfer.ts';

/** The references and values among the items of an object, ready to be used. */
export function itemValues(
  transfer: Transfer,
  id: number,
  which = 0,
): { readonly ref: number; readonly value: unknown }[] {
  const { source } = transfer;
  const graph = source.graphOf(id);
  const local = source.localOf(id);
  const column = graph.tableOf(local).items[which]!;
  const start = graph.startOf(local);
  return Array.from({ length: graph.lengthOf(local) }, (_, index) => {
    const ref = source.refOf(id, column, start + index);
    return { ref, value: ref === PRIMITIVE ? source.valueOf(column, start + index) : undefined };
  });
}

/** A closure of this process for a captured one: one that start-up made, where it can stand for it, else a new one. */
export function allocateClosure(transfer: Transfer, id: number): Function | undefined {
  const { code, why, name, self, scopeIds } = describe(transfer, id);
  const { workshop } = transfer.program;
  if (why !== undefined) transfer.refuse(codeOf(transfer, id), why);
  if (code === undefined || why !== undefined || !workshop) return undefined;
  // Whose `this` a closure of start-up's has cannot be seen here, so none stands for one that has a certain `this`.
  const standIn = self ? undefined : findStandIn(transfer, id, code, scopeIds);
  if (standIn) return standIn;
  const selfValue = self && { value: self.ref === PRIMITIVE ? self.value : transfer.counterpart(self.ref) };
  try {
    let outer: CapturedScope | null = null;
    const scopes: CapturedScope[] = [];
    for (const scopeId of scopeIds.toReversed()) {
      outer = scopeFor(transfer, scopeId, code, outer);
      scopes.unshift(outer);
    }
    const made = workshop.closure(code, scopes, selfValue);
    if (made.name !== name) Object.defineProperty(made, 'name', { value: name, configurable: true });
    transfer.rebuilt.set(code, (transfer.rebuilt.get(code) ?? 0) + 1);
    return made;
  } catch (error) {
    transfer.refuse(codeOf(transfer, id), error instanceof Error ? error.message : String(error));
    return undefined;
  }
}

/** Takes a closure that start-up made for the target of a captured one; gives whether it can stand for it. */
export function adoptClosure(transfer: Transfer, id: number, existing: unknown): boolean {
  const { code, why, scopeIds, self } = describe(transfer, id);
  const found =
    code === undefined || self
      ? undefined
      : transfer.program.workshop?.existing(code).find(({ callable }) => callable === existing);
  if (!found) return false;
  if (why !== undefined) return takeAlike(transfer, scopeIds, found.scopes);
  if (!agree(transfer, scopeIds, found.scopes)) return false;
  takeScopes(transfer, scopeIds, found.scopes);
  return true;
}

/** Lets scopes that hold variables of roots stand for the captured ones that held them. */
export function adoptScopesOfRoots(transfer: Transfer): void {
  const { main } = transfer.source;
  const scopes = transfer.program.workshop?.scopes ?? [];
  main.capture.tables.forEach((table) => {
    if (table.kind !== 'scope') return;
    for (const id of table.ids) {
      for (const { root } of rootsOf(transfer, id)) {
        const name = transfer.nameOfRoot(root);
        const existing = scopes.find((one) => one.roots.some((other) => other.root === name));
        if (existing && agree(transfer, [id], [existing])) takeScopes(transfer, [id], [existing]);
      }
    }
  });
}

/** Sets the variables of a scope. */
export function fillScope(transfer: Transfer, id: number): void {
  const { source } = transfer;
  const table = source.tableOf(id);
  const row = source.graphOf(id).rowOf(source.localOf(id));
  const scope = transfer.targets[id] as CapturedScope;
  const byName = new Map(scope.variables.map((variable) => [variable.name, variable]));
  table.fields.forEach(({ key }, index) => {
    const variable = byName.get(String(key));
    const ref = source.refOf(id, table.columns[index]!, row);
    if (!variable) return;
    if (ref >= 0) transfer.adopt(ref, variable.read());
    if (ref >= 0 && transfer.isExcluded(ref)) return;
    variable.write?.(ref === PRIMITIVE ? source.valueOf(table.columns[index]!, row) : transfer.counterpart(ref));
  });
  for (const { root, variable } of rootsOf(transfer, id)) {
    const name = transfer.nameOfRoot(root);
    const found = byName.get(variable);
    if (name === null || !found) continue;
    transfer.program.workshop?.nameRoot(name, found, scope);
  }
}

interface ClosureDescription {
  /** Name of its code in this process; undefined where it has none. */
  readonly code: string | undefined;
  /** Why no closure can be made of it. */
  readonly why: string | undefined;
  readonly name: string;
  readonly self: { readonly ref: number; readonly value: unknown } | null;
  readonly scopeIds: readonly number[];
}

function describe(transfer: Transfer, id: number): ClosureDescription {
  const [, name, hasSelf] = transfer.source.dataOf(id) as [string, string, boolean];
  const own = transfer.codes[codeOf(transfer, id)];
  const items = itemValues(transfer, id);
  const self = hasSelf ? items.shift()! : null;
  const rest = { name, self, scopeIds: items.map(({ ref }) => ref) };
  if (typeof own === 'string') return { code: own, why: undefined, ...rest };
  return { code: own?.changed, why: own?.why ?? 'nothing says where it is in the new code', ...rest };
}

function codeOf(transfer: Transfer, id: number): string {
  return (transfer.source.dataOf(id) as [string])[0];
}

/** A closure of start-up's with one of the same scopes; or any, where start-up made as many as there are to transfer. */
function findStandIn(transfer: Transfer, id: number, code: string, scopeIds: readonly number[]): Function | undefined {
  const existing = transfer.program.workshop!.existing(code);
  const open = existing.filter(
    ({ callable, scopes }) => !transfer.adopted.has(callable) && agree(transfer, scopeIds, scopes),
  );
  const isSharing = ({ scopes }: (typeof open)[number]) =>
    scopeIds.some((scopeId, level) => transfer.targets[scopeId] === scopes[level]);
  const mayBeAny = existing.length === transfer.countOf(codeOf(transfer, id));
  const found = open.find(isSharing) ?? (mayBeAny ? open[0] : undefined);
  if (!found) return undefined;
  takeScopes(transfer, scopeIds, found.scopes);
  transfer.adopted.add(found.callable);
  return found.callable;
}

/** Whether scopes can stand for captured ones: neither stands for another one, and constants have the same value. */
function agree(transfer: Transfer, scopeIds: readonly number[], scopes: readonly CapturedScope[]): boolean {
  if (scopeIds.length !== scopes.length) return false;
  return scopeIds.every((id, level) => {
    const scope = scopes[level]!;
    const target = transfer.targets[id];
    if (target !== undefined || transfer.adopted.has(scope)) return target === scope;
    return scope.variables.every(({ name, read, write }) => write || isSameConstant(transfer, id, name, read()));
  });
}

function isSameConstant(transfer: Transfer, id: number, name: string, value: unknown): boolean {
  const { source } = transfer;
  const table = source.tableOf(id);
  const index = table.fields.findIndex(({ key }) => key === name);
  if (index < 0) return true;
  const row = source.graphOf(id).rowOf(source.localOf(id));
  const ref = source.refOf(id, table.columns[index]!, row);
  if (ref === PRIMITIVE) return Object.is(source.valueOf(table.columns[index]!, row), value);
  return typeof value === 'object' || typeof value === 'function';
}

function takeScopes(transfer: Transfer, scopeIds: readonly number[], scopes: readonly CapturedScope[]): void {
  for (const [level, id] of scopeIds.entries()) transfer.stand(id, scopes[level]!);
}

/**
 * Lets the scopes of code that captures something else now stand for those of the same functions: variables that both have
 * are filled, others keep what start-up gave them. Gives false where one of them stands for another scope.
 */
function takeAlike(transfer: Transfer, scopeIds: readonly number[], scopes: readonly CapturedScope[]): boolean {
  const pairs = scopeIds.flatMap((id) => {
    const [label] = transfer.source.dataOf(id) as [string];
    const scope = scopes.find((one) => one.label === label);
    return scope ? [[id, scope] as const] : [];
  });
  if (!pairs.every(([id, scope]) => agree(transfer, [id], [scope]))) return false;
  for (const [id, scope] of pairs) transfer.stand(id, scope);
  return true;
}

function scopeFor(transfer: Transfer, id: number, code: string, outer: CapturedScope | null): CapturedScope {
  const known = transfer.targets[id] as CapturedScope | undefined;
  if (known) return known;
  const [label] = transfer.source.dataOf(id) as [string];
  const names = transfer.source.tableOf(id).fields.map(({ key }) => String(key));
  const made = transfer.program.workshop!.scope(code, label, names, outer);
  transfer.stand(id, made);
  return made;
}

function rootsOf(transfer: Transfer, id: number): { root: string; variable: string }[] {
  const [, roots] = transfer.source.dataOf(id) as [string, readonly (readonly [string, string])[]];
  return roots.map(([root, variable]) => ({ root, variable }));
}
