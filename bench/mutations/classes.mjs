// biome-ignore-all lint/suspicious/noTemplateCurlyInString: placeholders are part of the text that is mutated.
/** What is done for classes and functions, by kind; see `mutations.mjs`. */
export const classMutations = [
  {
    ...{
      kind: 'bindings',
      gone: 'what CommonJS modules export',
      live: 'compiled to CommonJS with source maps, on Node own',
    },
    ...{ file: 'bind-roots.ts', from: '? await exportsOf(live, module)', to: '? []' },
  },
  {
    ...{ kind: 'constants', gone: 'filling in place', live: 'filled-in-place', file: 'agents/rebuild/adopt.ts' },
    from: "const table = transfer.source.tableOf(id);\n  if (table.kind === 'symbol')",
    to: "const table = transfer.source.tableOf(id);\n  if (['date', 'regexp', 'view', 'url', 'error'].includes(table.kind)) return false;\n  if (table.kind === 'symbol')",
  },
  {
    ...{ kind: 'class-fields', gone: 'fields of instances', live: 'objects', file: 'agents/rebuild/fill-fields.ts' },
    from: 'else define(target, name, value, field.attributes);',
    to: 'else if (Object.getPrototypeOf(target) === Object.prototype) define(target, name, value, field.attributes);',
  },
  {
    ...{ kind: 'class-fields', gone: 'fields of instances that are made fast', live: 'hidden-insides' },
    ...{
      file: 'agents/rebuild/fast-tables.ts',
      from: 'fillFields(target, graph.rowOf(of));',
      to: 'if (owner === null) fillFields(target, graph.rowOf(of));',
    },
  },
  {
    ...{ kind: 'class-fields', gone: '#private fields', live: 'values', file: 'agents/rebuild/fill-fields.ts' },
    from: 'if (isPrivate) isPrivate.write?.(target, value);',
    to: 'if (isPrivate) return;',
  },
  {
    ...{
      kind: 'class-fields',
      gone: '#private fields of base classes',
      live: 'objects',
      file: 'agents/rebuild/private-fields.ts',
    },
    from: 'return fields.get(`${owner} ${name}`) ?? fields.get(name);',
    to: 'return fields.get(name);',
  },
  {
    ...{ kind: 'class-fields', gone: 'static fields', live: 'objects', file: 'agents/program/roots.ts' },
    from: 'root.write = (value) => void Reflect.defineProperty(owner, key, { value });',
    to: 'root.write = () => {};',
  },
  {
    ...{ kind: 'class-fields', gone: 'static #private fields', live: 'objects', file: 'agents/program/privates.ts' },
    from: 'write: (value) => write(owner, value) });',
    to: 'write: (value) => void [write, owner, value] });',
  },
  {
    ...{ kind: 'subclasses', gone: 'the class of what extends Map and Array', live: 'objects' },
    ...{
      file: 'agents/rebuild/runtime-objects.ts',
      from: 'Reflect.construct(base, values, owner ?? base) as object;\n  const { data }',
      to: 'Reflect.construct(base, values, base) as object;\n  const { data }',
    },
  },
  {
    ...{
      kind: 'subclasses',
      gone: 'the class of what extends Error',
      live: 'objects',
      file: 'agents/rebuild/runtime-objects.ts',
    },
    from: 'Reflect.construct(builtin, values, owner ?? builtin)',
    to: 'Reflect.construct(builtin, values, builtin)',
  },
  {
    ...{
      kind: 'subclasses',
      gone: 'the class of what extends Promise',
      live: 'objects',
      file: 'agents/rebuild/hidden-objects.ts',
    },
    from: 'Reflect.construct(Promise, [settle], owner ?? Promise)',
    to: 'Reflect.construct(Promise, [settle], Promise)',
  },
  {
    ...{ kind: 'subclasses', gone: 'the inside of what extends Map', live: 'objects', file: 'agents/capture/kinds.ts' },
    from: 'if (types.isMap(object)) return',
    to: 'if (types.isMap(object) && Object.getPrototypeOf(object) === Map.prototype) return',
  },
  {
    ...{ kind: 'functions', gone: 'functions by name', live: 'values', file: 'agents/rebuild/allocate.ts' },
    from: 'transfer.intrinsics.find(name) ?? transfer.program.find(translated(transfer, name, -1));',
    to: 'transfer.intrinsics.find(name);',
  },
  {
    ...{ kind: 'functions', gone: 'functions of the runtime', live: 'values', file: 'agents/rebuild/allocate.ts' },
    from: 'transfer.intrinsics.find(name) ?? transfer.program.find(translated(transfer, name, -1));',
    to: 'transfer.program.find(translated(transfer, name, -1));',
  },
  {
    ...{ kind: 'bound', gone: 'bound arguments', live: 'hidden-insides', file: 'agents/rebuild/hidden-objects.ts' },
    from: '[self, ...rest]) as Function',
    to: '[self, ...rest.slice(rest.length)]) as Function',
  },
  {
    ...{ kind: 'closures', gone: 'closures made later', live: 'closures', file: 'agents/rebuild/closures.ts' },
    from: 'if (standIn) return standIn;',
    to: 'return standIn;',
  },
  {
    ...{
      kind: 'closure-scopes',
      gone: 'scopes that closures share',
      live: 'closure-scopes',
      file: 'agents/rebuild/closures.ts',
    },
    from: 'if (known) return known;',
    to: '',
  },
  {
    ...{
      kind: 'closure-instances',
      gone: 'instances whose variables have the same values',
      live: 'closures',
      file: 'read-hidden.ts',
    },
    from: 'return this.#contexts !== undefined || !(isAmbiguous || one.usesOuterThis);',
    to: 'return this.#contexts !== undefined || !one.usesOuterThis || !isAmbiguous;',
  },
  {
    ...{ kind: 'closure-instances', gone: 'instances', live: 'closures', file: 'agents/program/hidden.ts' },
    from: 'known.find((one) => one.label === scope.label && isSame(one.snapshot, snapshot))',
    to: 'program.scopes.find((one) => one.label === scope.label)',
  },
  {
    ...{ kind: 'start-up-closures', gone: 'scopes of code that captures something else', live: 'start-up-closures' },
    ...{
      file: 'agents/rebuild/closures.ts',
      from: 'return takeAlike(transfer, scopeIds, found.scopes);',
      to: 'return false;',
    },
  },
  {
    ...{
      kind: 'made-classes',
      gone: 'names of made classes',
      live: 'made-classes',
      file: 'agents/capture/prototypes.ts',
    },
    from: 'const name = this.#program.nameOf(owner);\n    if (name !== undefined)',
    to: "const name = this.#program.nameOf(owner);\n    if (name !== undefined && !name.includes('.') && !name.includes('('))",
  },
  {
    ...{ kind: 'packages', gone: 'classes that a release moved', live: 'packages', file: 'package-classes.ts' },
    from: 'return inCopy === undefined ? (this.#byPackage.get(place.inPackage) ?? null) : inCopy;',
    to: 'return null;',
  },
  {
    ...{ kind: 'packages', gone: 'functions that a release moved', live: 'packages', file: 'package-classes.ts' },
    from: 'return other && other !== name ? [{ past: name, future: other }] : [];',
    to: 'return [];',
  },
  {
    ...{ kind: 'package-copies', gone: 'the copy that a class is of', live: 'packages', file: 'package-classes.ts' },
    from: 'return { inCopy: `${file.slice(0, end)}#${what}`',
    to: 'return { inCopy: `${file.slice(0, 0 * end)}#${what}`',
  },
  {
    ...{
      kind: 'patched-prototypes',
      gone: 'naming patches',
      live: 'patched-prototypes',
      file: 'patched-prototypes.ts',
    },
    from: 'return code.length === 0 ? []',
    to: 'return code ? []',
  },
  {
    ...{ kind: 'patched-builtins', gone: 'the realm of the reader', live: 'patched-builtins', file: 'agent-source.ts' },
    from: "if (realm === 'program')",
    to: 'if (realm)',
  },
];
