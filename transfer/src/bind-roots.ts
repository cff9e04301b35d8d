import type { RootPlan } from '@timeferry/analysis/transfer-plan';
import type { ImportedDefault } from './default-exports.ts';
import { evaluateInScope } from './evaluate-in-scope.ts';
import { findRoot, type Holder, isGenerator, type LiveModule } from './find-roots.ts';
import type { LiveHandles } from './live-handles.ts';
import { scopesOf } from './live-scopes.ts';
import { accessStaticPrivate, type StaticPrivate } from './private-access.ts';
import type { ReachOrder } from './reach-order.ts';

/** A root that is a variable: its name in this process and the functions that capture it. */
export interface BoundRoot {
  readonly name: string;
  readonly variable: string;
  readonly holders: readonly Holder[];
  /** Whether it is a variable of a closure, of which several may live. */
  readonly isClosure?: boolean;
}

/** Where what is found out about the roots is written down. */
export interface Findings {
  readonly missing: { readonly root: string; readonly why: string }[];
  readonly instances: Map<string, number>;
  /** Static `#private` fields of the past process, which are read at a moment at which it stands still. */
  readonly staticPrivates: StaticPrivate[];
}

/** Makes the plan's roots readable, and in a process that is ours writable. Gives those that are variables. */
export async function bindRoots(
  live: LiveHandles,
  program: string,
  modules: ReadonlyMap<string, LiveModule>,
  plans: readonly RootPlan[],
  side: 'past' | 'future',
  order: ReachOrder,
  findings: Findings,
  defaults: ReadonlyMap<string, ImportedDefault>,
): Promise<readonly BoundRoot[]> {
  const bound: BoundRoot[] = [];
  for (const plan of plans) {
    const name = plan[side];
    if (name === null) continue;
    const position = side === 'past' ? plan.pastPosition : plan.futurePosition;
    const place = findRoot(modules, name, plan.kind, position, defaults);
    if (place.kind === 'missing') findings.missing.push({ root: name, why: place.why });
    if (place.kind === 'variable') bound.push({ name, ...place });
    if (place.kind === 'static' && place.field.startsWith('#')) {
      const renamed = [...(place.owner.privateNames ?? [])].find(([, source]) => source === place.field);
      const root = { name, owner: place.owner.handle, field: renamed?.[0] ?? place.field };
      if (side === 'past') findings.staticPrivates.push(root);
      else await accessStaticPrivate(live, program, root);
    } else if (place.kind === 'static') {
      const why = await setProperty(live, program, name, side, place.owner.handle, place.field);
      if (why !== '') findings.missing.push({ root: name, why });
    }
    if (place.kind === 'closure') {
      findings.instances.set(name, place.instances.length);
      for (const [i, holder] of (await order.sort(place.instances, ({ by }) => by)).entries()) {
        bound.push({
          name: i === 0 ? name : `${name}[${i}]`,
          variable: place.variable,
          holders: [holder],
          isClosure: true,
        });
      }
    }
    if (place.kind === 'exported') {
      const module = modules.get(name.slice(0, name.indexOf('#'))) as LiveModule;
      const why = await setExported(live, program, name, side, module, place);
      if (why !== '') findings.missing.push({ root: name, why });
    }
  }
  if (side === 'past') await readSnapshots(live, program, bound);
  else await bindAccessors(live, program, bound, findings);
  return bound;
}

/** Reads variables as they are now. One look per scope; nothing of the program is called. */
export async function readSnapshots(live: LiveHandles, program: string, bound: readonly BoundRoot[]): Promise<void> {
  const byHolder = new Map<string, { holder: Holder; roots: BoundRoot[] }>();
  for (const root of bound) {
    const holder = root.holders[0] as Holder;
    const key = `${holder.by.handle} ${holder.scope}`;
    const entry = byHolder.get(key) ?? { holder, roots: [] };
    entry.roots.push(root);
    byHolder.set(key, entry);
  }
  await Promise.all(
    [...byHolder.values()].map(async ({ holder, roots }) => {
      const snapshot = await snapshotOf(live, holder);
      const wanted = roots.map(({ name, variable }) => ({ name, variable }));
      await live.call('setSnapshotRoots', { objectId: program }, { value: wanted }, { objectId: snapshot });
    }),
  );
}

/** Makes accessors, in one entered function for all variables that it captures; hidden ones are tried in another. */
async function bindAccessors(
  live: LiveHandles,
  program: string,
  bound: readonly BoundRoot[],
  findings: Findings,
): Promise<void> {
  let open = bound.map((root) => ({ root, left: [...root.holders] }));
  for (let first = open[0]; first !== undefined; first = open[0]) {
    const holder = first.left[0] as Holder;
    const same = ({ by, scope }: Holder): boolean => by === holder.by && scope === holder.scope;
    const group = open.filter(({ left }) => left.some(same));
    const hidden = await accessorsIn(
      live,
      program,
      holder,
      group.map(({ root }) => root),
    );
    for (const one of group) one.left = one.left.filter((other) => !same(other));
    for (const { root, left } of group) {
      const why = 'every live function that captures it hides it by a variable of its own, or it has no value yet';
      if (hidden.includes(root.name) && left.length === 0) findings.missing.push({ root: root.name, why });
    }
    open = open.filter((one) => !group.includes(one) || (hidden.includes(one.root.name) && one.left.length > 0));
  }
}

async function accessorsIn(
  live: LiveHandles,
  program: string,
  holder: Holder,
  roots: readonly BoundRoot[],
): Promise<string[]> {
  const accessors = roots.map(({ name, variable }) => {
    return `${JSON.stringify(name)}: { read: () => ${variable}, write: ($timeferry) => { ${variable} = $timeferry; } }`;
  });
  const wanted = roots.map(({ name, variable }) => ({ name, variable }));
  // Of a function that cannot be entered nothing is seen.
  if (isGenerator(holder.by.text)) return roots.map(({ name }) => name);
  let hidden: string[] = [];
  await evaluateInScope(live, holder.by.handle, `({ ${accessors.join(', ')} })`, async (made) => {
    const snapshot = await snapshotOf(live, holder);
    const args = [{ objectId: program }, { value: wanted }, { objectId: made }, { objectId: snapshot }];
    hidden = await live.call<string[]>('setAccessorRoots', ...args);
  });
  return hidden;
}

async function snapshotOf(live: LiveHandles, { by, scope }: Holder): Promise<string> {
  const scopes = await scopesOf(live, await live.properties(by.handle));
  return scopes[scope]?.snapshot as string;
}

async function setProperty(
  live: LiveHandles,
  program: string,
  name: string,
  side: 'past' | 'future',
  owner: string,
  key: string,
): Promise<string> {
  const args = [
    { objectId: program },
    { value: name },
    { value: side === 'future' },
    { objectId: owner },
    { value: key },
  ];
  return live.call<string>('setPropertyRoot', ...args);
}

/**
 * A variable that lives in an object: what the module exports (`exports.x` as compilers write it), a namespace, or the
 * global object.
 */
async function setExported(
  live: LiveHandles,
  program: string,
  name: string,
  side: 'past' | 'future',
  module: LiveModule,
  place: { readonly path: readonly string[]; readonly namespace: readonly Holder[] },
): Promise<string> {
  const [holder] = place.namespace;
  const path = [...(holder === undefined ? [] : ['object']), ...place.path];
  const key = path.pop() as string;
  const isGlobal = holder === undefined && path[0] === 'globalThis';
  if (isGlobal) path.shift();
  const starts = isGlobal
    ? [await live.hold('globalObject')]
    : holder === undefined
      ? await exportsOf(live, module)
      : [await snapshotOf(live, holder)];
  for (let owner of starts) {
    for (const part of path) owner = await live.hold('objectProperty', { objectId: owner }, { value: part });
    if ((await setProperty(live, program, name, side, owner, key)) === '') return '';
  }
  // `module.exports = new Store()` exports nothing else.
  for (const { filename } of place.path.join() === 'default' ? module.scripts : []) {
    const owner = await live.hold('cjsModule', { value: filename });
    if ((await setProperty(live, program, name, side, owner, 'exports')) === '') return '';
  }
  return 'no live function captures it and its module does not export it, so the program can no longer read it';
}

function exportsOf(live: LiveHandles, module: LiveModule): Promise<string[]> {
  const files = module.scripts.filter(({ esm }) => !esm).map(({ filename }) => filename);
  return Promise.all(files.map((file) => live.hold('cjsExports', { value: file })));
}
