import type { HiddenInside, LiveProgram } from '../../live-program.ts';
import { programGlobal } from '../program-realm.ts';
import { ownKeysOf } from './callables.ts';
import type { ColumnBuilder } from './column-builder.ts';
import { type Inside, type Sink, textOfSearchParams } from './kinds.ts';
import { plainName } from './prototypes.ts';

type Types = typeof import('node:util').types;

/** Whether only the debugger can look into an object. */
export function isHidden(object: object, program: LiveProgram, types: Types): boolean {
  if (types.isProxy(object)) return true;
  if (typeof object === 'function') return program.nameOf(object) === undefined;
  const kind = hiddenKind(object, types);
  return kind === 'URLSearchParams' ? program.hiddenIn !== undefined : kind !== undefined;
}

/** Which of the kinds an object is that hide what they hold. Asks for internal slots where there is a way to. */
function hiddenKind(object: object, types: Types): string | undefined {
  if (types.isPromise(object)) return 'Promise';
  if (types.isWeakMap(object)) return 'WeakMap';
  if (types.isWeakSet(object)) return 'WeakSet';
  const prototype: unknown = Object.getPrototypeOf(object);
  return KINDS_BY_PROTOTYPE.find((name) => prototype !== null && prototype === prototypeOf(name));
}

const KINDS_BY_PROTOTYPE = ['WeakRef', 'AbortController', 'URLSearchParams'];

/** The prototype of the instances of a class of the runtime. */
function prototypeOf(name: string): unknown {
  const owner = programGlobal(name);
  return typeof owner === 'function' ? Object.getOwnPropertyDescriptor(owner, 'prototype')?.value : null;
}

/** Why an object that the debugger said nothing about is left out. */
export function whyHidden(object: object): readonly [what: string, why: string] {
  const { types } = process.getBuiltinModule('node:util');
  if (types.isProxy(object)) return ['proxy', 'reading it would run its traps'];
  if (typeof object === 'function') {
    return [
      'function',
      `the function ${plainName(object)} has no name in the program by which it could be found again`,
    ];
  }
  const kind = hiddenKind(object, types) ?? 'object';
  return [kind, `a ${kind} of the runtime cannot be moved between processes`];
}

/** What the debugger said of an object, ready to be encoded. */
export function hiddenInsideOf(object: object, inside: Exclude<HiddenInside, { kind: 'refused' }>): Inside {
  switch (inside.kind) {
    case 'promise':
      return { kind: 'promise', keys: Reflect.ownKeys(object), data: inside.state, fill: items([inside.result]) };
    case 'link':
      if (Object.getPrototypeOf(object) === prototypeOf('AbortController')) {
        return { kind: 'abort-controller', keys: Reflect.ownKeys(object), fill: items(linked(inside.other)) };
      }
      return {
        kind: 'url-search-params',
        keys: [],
        data: textOfSearchParams(object),
        fill: items(linked(inside.other)),
      };
    case 'weak': {
      const { types } = process.getBuiltinModule('node:util');
      const kind = types.isWeakMap(object) ? 'weak-map' : types.isWeakSet(object) ? 'weak-set' : 'weak-ref';
      return { kind, keys: Reflect.ownKeys(object) };
    }
    case 'closure': {
      const { code, scopes, self } = inside;
      const fill = items(self ? [self.value, ...scopes] : scopes);
      return {
        kind: 'closure',
        keys: ownKeysOf(object as Function),
        data: [code, ownName(object as Function), self !== null],
        fill,
      };
    }
    case 'proxy':
      return { kind: 'proxy', keys: [], fill: items(inside.parts) };
    default:
      return { kind: inside.kind, keys: ownKeysOf(object as Function), fill: items(inside.parts) };
  }
}

function linked(other: unknown): readonly unknown[] {
  return other === null || other === undefined ? [] : [other];
}

function ownName(callable: Function): string {
  const name: unknown = Object.getOwnPropertyDescriptor(callable, 'name')?.value;
  return typeof name === 'string' ? name : '';
}

function items(values: readonly unknown[]): (columns: readonly ColumnBuilder[], sink: Sink) => number {
  return ([column], sink) => {
    for (const value of values) sink.push(column!, value);
    return values.length;
  };
}
