/** Moves objects of the runtime that cannot be moved: those whose class a pattern names. */
const moved = (text) => ({
  file: 'agents/capture/prototypes.ts',
  from: "const unsupported = base !== 'null' && !MOVABLE.has(base);",
  to: `const unsupported = base !== 'null' && !MOVABLE.has(base) && !/^(${text})$/.test(base);`,
});

/** What is done for what the runtime holds, by kind; see `mutations.mjs`. */
export const runtimeMutations = [
  {
    ...{ kind: 'weak', gone: 'values of a WeakMap', live: 'hidden-insides', file: 'agents/rebuild/hidden-objects.ts' },
    from: 'valueRef >= 0 ? transfer.counterpart(valueRef) : value,\n      );',
    to: 'valueRef >= 0 ? {} : value,\n      );',
  },
  {
    ...{ kind: 'weak', gone: 'values of a WeakSet', live: 'hidden-insides', file: 'agents/rebuild/hidden-objects.ts' },
    from: "if (kind === 'weak-set') WeakSet.prototype.add.call(target as WeakSet<WeakKey>, key);",
    to: "if (kind === 'weak-set') return;",
  },
  {
    ...{
      kind: 'weak',
      gone: 'the target of a WeakRef',
      live: 'hidden-insides',
      file: 'agents/rebuild/hidden-objects.ts',
    },
    from: '[parts[0] ?? {}]',
    to: '[{}]',
  },
  {
    ...{
      kind: 'weak',
      gone: 'leaving out what no other state holds',
      live: 'hidden-insides',
      file: 'agents/capture/weak-entries.ts',
    },
    from: 'if (this.#walk.idOf(keyOf(entry)) === undefined) {',
    to: 'if (this.#walk.number(keyOf(entry)) < 0) {',
  },
  {
    ...{ kind: 'promises', gone: 'rejection', live: 'hidden-insides', file: 'agents/rebuild/hidden-objects.ts' },
    from: 'isRejected ? reject(value) : resolve(value);',
    to: 'resolve(value);',
  },
  {
    ...{ kind: 'promises', gone: 'the value', live: 'hidden-insides', file: 'agents/program/hidden.ts' },
    from: "return { kind: 'promise', state: facts.state, result: parts[0] };",
    to: "return { kind: 'promise', state: facts.state, result: undefined };",
  },
  {
    ...{ kind: 'pending-promises', gone: 'leaving them out', live: 'hidden-insides', file: 'read-hidden.ts' },
    from: "return { facts: refusal('promise', 'it is pending: what it waits for cannot be moved'), parts: [] };",
    to: "return { facts: { kind: 'promise', state: 'fulfilled' }, parts: [UNDEFINED] };",
  },
  {
    ...{ kind: 'proxies', gone: 'the target', live: 'hidden-insides', file: 'agents/rebuild/hidden-objects.ts' },
    from: 'new Proxy(parts[0] as object,',
    to: 'new Proxy({ ...(parts[0] as object) },',
  },
  {
    ...{ kind: 'listeners', gone: '`once`', live: 'hidden-insides', file: 'read-hidden.ts' },
    from: "if (target?.description?.startsWith('function onceWrapper()'))",
    to: "if (target?.description === 'function onceWrapper()')",
  },
  {
    ...{ kind: 'listeners', gone: 'emitters', live: 'hidden-insides', file: 'agents/capture/prototypes.ts' },
    from: "    'node:events#EventEmitter',\n    'node:events',\n",
    to: '',
  },
  {
    ...{ kind: 'abort', gone: 'abort controllers', live: 'abort', file: 'agents/rebuild/allocate.ts' },
    from: "if (table.kind === 'abort-controller') return allocateAbortController(transfer, id);",
    to: "if (table.kind === 'abort-controller') return new AbortController();",
  },
  {
    ...{ kind: 'timers', gone: 'timers that state holds', live: 'timers', file: 'agents/capture/timers.ts' },
    from: 'if (!FIELDS.every((field) => Object.hasOwn(object, field))) return false;',
    to: 'return false;',
  },
  {
    ...{
      kind: 'streams-and-handles',
      gone: 'leaving them out',
      live: 'refused',
      ...moved('node:.*#(?!EventEmitter).*'),
    },
  },
  {
    ...{ kind: 'generators', gone: 'leaving generators out', live: 'refused', ...moved('Generator') },
  },
  {
    ...{
      kind: 'generators',
      gone: 'leaving a FinalizationRegistry out',
      live: 'refused',
      ...moved('FinalizationRegistry'),
    },
  },
  {
    ...{ kind: 'shared-memory', gone: 'leaving it out', live: 'refused', file: 'agents/capture/kinds.ts' },
    from: "if (types.isSharedArrayBuffer(view.buffer)) return excluded('SharedArrayBuffer', SHARED);",
    to: '',
  },
  {
    ...{ kind: 'unheld-timers', gone: 'naming them', live: 'timers', file: 'uncovered-state.ts' },
    from: 'return [...lost.values()].map(',
    to: 'return [...lost.values()].slice(lost.size).map(',
  },
  {
    ...{ kind: 'other-processes', gone: 'naming worker threads', live: 'refused', file: 'uncovered-state.ts' },
    from: 'return own.map(',
    to: 'return own.slice(own.length).map(',
  },
  {
    ...{ kind: 'other-processes', gone: 'naming child processes', live: 'refused', file: 'agents/program/outside.ts' },
    from: "if (isRunning && typeof pid === 'number') {",
    to: "if (!isRunning && typeof pid === 'number') {",
  },
];
