/** What is done for values, by kind; see `mutations.mjs`. */
export const valueMutations = [
  {
    ...{ kind: 'primitives', gone: 'NaN', live: 'values', file: 'agents/capture/chunks.ts' },
    from: '  #chunk = new Float64Array(0);\n  #at = 0;\n  #written = 0;\n\n  constructor(sink: ChunkSink) {\n    this.#sink = sink;\n  }\n\n  get count(): number {\n    return this.#written + this.#at;\n  }\n\n  push(value: number): void {\n',
    to: '  #chunk = new Float64Array(0);\n  #at = 0;\n  #written = 0;\n\n  constructor(sink: ChunkSink) {\n    this.#sink = sink;\n  }\n\n  get count(): number {\n    return this.#written + this.#at;\n  }\n\n  push(value: number): void {\n    if (value !== value) value = 0;\n',
  },
  {
    ...{ kind: 'primitives', gone: 'lone surrogates', live: 'values', file: 'agents/capture/walk.ts' },
    from: "      case 'string':\n      case 'bigint':\n        column.pushOther(value);",
    to: "      case 'string':\n        column.pushOther(value.toWellFormed());\n        break;\n      case 'bigint':\n        column.pushOther(value);",
  },
  {
    ...{ kind: 'primitives', gone: 'large bigints', live: 'values', file: 'agents/capture/walk.ts' },
    from: "      case 'bigint':\n        column.pushOther(value);",
    to: "        column.pushOther(value);\n        break;\n      case 'bigint':\n        column.pushOther(BigInt.asIntN(64, value));",
  },
  {
    ...{ kind: 'primitives', gone: 'undefined', live: 'values', file: 'agents/capture/walk.ts' },
    from: 'column.pushValue(value);\n    }',
    to: 'column.pushValue(value ?? null);\n    }',
  },
  {
    ...{ kind: 'plain-objects', gone: 'prototypes of null', live: 'values', file: 'agents/rebuild/allocate.ts' },
    from: 'return table.proto === null ? Object.create(null) : {};',
    to: 'return {};',
  },
  {
    ...{ kind: 'plain-objects', gone: 'prototypes of null, already when read', live: 'values' },
    ...{
      file: 'agents/capture/prototypes.ts',
      from: 'return { proto: prototype && base,',
      to: "return { proto: prototype ? base : 'Object',",
    },
  },
  {
    ...{ kind: 'plain-objects', gone: 'shared references', live: 'values', file: 'agents/rebuild/transfer.ts' },
    from: 'if (this.#made[id]) return this.targets[id];',
    to: 'if (this.#made[id] && this.#unfilled.length > 100) return this.targets[id];',
  },
  {
    ...{ kind: 'plain-objects', gone: 'the order of keys', live: 'values', file: 'agents/rebuild/fill-fields.ts' },
    from: 'for (let i = 0; i < names.length; i++) {\n    const name = names[i];',
    to: 'for (let i = names.length - 1; i >= 0; i--) {\n    const name = names[i];',
  },
  {
    ...{ kind: 'symbols', gone: 'registered symbols', live: 'objects', file: 'agents/capture/symbols.ts' },
    ...{ from: 'if (registered !== undefined) return', to: 'if (registered === null) return' },
  },
  {
    ...{ kind: 'arrays', gone: 'holes', live: 'values', file: 'agents/rebuild/fill.ts' },
    from: 'else if (ref !== HOLE) {',
    to: 'else if (ref === HOLE) array[i] = undefined;\n    else {',
  },
  {
    ...{ kind: 'arrays', gone: 'holes, already when read with care', live: 'objects', file: 'agents/capture/kinds.ts' },
    from: 'else column.pushHole();',
    to: 'else sink.push(column, undefined);',
  },
  {
    ...{ kind: 'maps-and-sets', gone: 'the order of maps', live: 'values', file: 'agents/rebuild/fast-tables.ts' },
    from: 'for (let row = start; row < end; row++) mapSet',
    to: 'for (let row = end - 1; row >= start; row--) mapSet',
  },
  {
    ...{ kind: 'maps-and-sets', gone: 'the order of sets', live: 'values', file: 'agents/rebuild/fast-tables.ts' },
    from: 'for (let row = start; row < end; row++) setAdd',
    to: 'for (let row = end - 1; row >= start; row--) setAdd',
  },
  {
    ...{ kind: 'depth', gone: 'the queue of the rebuild', live: 'values', file: 'agents/rebuild/transfer.ts' },
    from: 'if (target !== undefined) this.#unfilled.push(id);',
    to: 'if (target === undefined) return;\n    this.#unfilled.push(id);\n    this.fillAll();',
  },
  {
    ...{ kind: 'attributes', gone: 'read-only properties', live: 'objects', file: 'agents/rebuild/define-field.ts' },
    from: 'writable: (attributes & READ_ONLY) === 0',
    to: 'writable: true',
  },
  {
    ...{ kind: 'attributes', gone: 'properties that are not enumerable', live: 'objects' },
    ...{
      file: 'agents/rebuild/define-field.ts',
      from: 'enumerable: (attributes & HIDDEN) === 0',
      to: 'enumerable: true',
    },
  },
  {
    ...{ kind: 'attributes', gone: 'properties that are not configurable', live: 'objects' },
    ...{
      file: 'agents/rebuild/define-field.ts',
      from: 'configurable: (attributes & PERMANENT) === 0',
      to: 'configurable: true',
    },
  },
  {
    ...{ kind: 'attributes', gone: 'attributes, already when read', live: 'objects' },
    ...{
      file: 'agents/capture/object-fields.ts',
      from: 'const isReadOnly = descriptor.writable === false;\n',
      to: 'const isReadOnly = false;\n  if (!descriptor.get) return 0;\n',
    },
  },
  {
    ...{ kind: 'attributes', gone: 'accessors', live: 'objects', file: 'agents/capture/object-fields.ts' },
    from: 'if (!descriptor.get && !descriptor.set) {',
    to: 'if (descriptor) {',
  },
  {
    ...{ kind: 'integrity', gone: 'frozen objects', live: 'objects', file: 'agents/rebuild/transfer.ts' },
    from: "if (integrity === 'frozen') Object.freeze(target);",
    to: "if (integrity === 'frozen') continue;",
  },
  {
    ...{ kind: 'integrity', gone: 'sealed objects', live: 'objects', file: 'agents/rebuild/transfer.ts' },
    from: "else if (integrity === 'sealed') Object.seal(target);",
    to: "else if (integrity === 'sealed') continue;",
  },
  {
    ...{
      kind: 'integrity',
      gone: 'objects that cannot be extended',
      live: 'objects',
      file: 'agents/rebuild/transfer.ts',
    },
    from: 'else Object.preventExtensions(target);',
    to: '',
  },
  {
    ...{ kind: 'dates-and-patterns', gone: 'dates', live: 'objects', file: 'agents/rebuild/fast-tables.ts' },
    from: 'new Date(graph.dataOf(id) as number)',
    to: 'new Date(0)',
  },
  {
    ...{
      kind: 'dates-and-patterns',
      gone: 'dates that are invalid',
      live: 'objects',
      file: 'agents/capture/fast-objects.ts',
    },
    from: 'table.data.pushNumber(getTime.call(object as Date))',
    to: 'table.data.pushNumber(getTime.call(object as Date) || 0)',
  },
  {
    ...{ kind: 'dates-and-patterns', gone: 'lastIndex', live: 'objects', file: 'agents/capture/kinds.ts' },
    from: "return { kind: 'regexp', keys,",
    to: "return { kind: 'regexp', keys: keys.filter((key) => key !== 'lastIndex'),",
  },
  {
    ...{ kind: 'dates-and-patterns', gone: 'flags', live: 'objects', file: 'agents/capture/kinds.ts' },
    from: "return getter?.call(object) === true ? letter : '';",
    to: "return getter?.call(object) === null ? letter : '';",
  },
  {
    ...{ kind: 'boxed', gone: 'boxed primitives', live: 'objects', file: 'agents/rebuild/runtime-objects.ts' },
    from: 'return Object(inside.symbol ?? data) as object;',
    to: 'return {};',
  },
  {
    ...{ kind: 'boxed', gone: 'boxed primitives, already when read', live: 'objects', file: 'agents/capture/kinds.ts' },
    from: 'if (types.isBoxedPrimitive(object)) return insideOfBoxed(object, keys, types);',
    to: '',
  },
  {
    ...{ kind: 'boxed', gone: 'boxed symbols', live: 'objects', file: 'agents/capture/kinds.ts' },
    from: 'data: undefined, fill: ([column], sink) => pushOne(column!, sink, symbol) };',
    to: 'data: undefined, fill: ([column], sink) => pushOne(column!, sink, Symbol.iterator) };',
  },
  {
    ...{ kind: 'errors', gone: 'cause', live: 'objects', file: 'agents/capture/errors.ts' },
    from: "keys.filter((key) => key !== 'stack')",
    to: "keys.filter((key) => key !== 'stack' && key !== 'cause')",
  },
  {
    ...{
      kind: 'memory',
      gone: 'one memory for several views',
      live: 'objects',
      file: 'agents/rebuild/runtime-objects.ts',
    },
    from: 'Reflect.construct(base, [buffer, offset, length], owner ?? base)',
    to: 'Reflect.construct(base, [(buffer as ArrayBuffer).slice(), offset, length], owner ?? base)',
  },
  {
    ...{ kind: 'long-views', gone: 'fields of long views', live: 'filled-in-place', file: 'agents/capture/kinds.ts' },
    from: 'keysOfView(view, length)',
    to: '[]',
  },
  {
    ...{ kind: 'urls', gone: 'URL', live: 'hidden-insides', file: 'agents/rebuild/runtime-objects.ts' },
    from: 'return make(URL, data);',
    to: "return make(URL, 'http://other/');",
  },
  {
    ...{ kind: 'urls', gone: 'search parameters of a URL', live: 'hidden-insides', file: 'agents/rebuild/allocate.ts' },
    from: 'return url ? (transfer.counterpart(url.ref) as URL).searchParams : new URLSearchParams(text);',
    to: 'return new URLSearchParams(text);',
  },
  {
    ...{ kind: 'urls', gone: 'URLSearchParams', live: 'hidden-insides', file: 'agents/capture/kinds.ts' },
    from: 'return Reflect.apply(prototype.toString, object, []);',
    to: "Reflect.apply(prototype.toString, object, []);\n  return '';",
  },
];
