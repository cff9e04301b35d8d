import type { Position } from './position.ts';
import type { LiteralValue } from './shape.ts';

/** The state that one version of a program declares: its roots, and every object type that they reach. */
export interface StateModel {
  readonly roots: readonly StateRoot[];
  /** By name (`module#Declaration`, `module#Box<string>`). */
  readonly types: ReadonlyMap<string, ObjectType>;
  readonly modules: readonly ModuleFacts[];
  /** Read without `strictNullChecks`: every place admits null and undefined, though its author named neither. */
  readonly nullableByOption?: boolean;
  /** Every function and method that the sources declare (`module#function`, `module#Class.method`). */
  readonly callables?: ReadonlySet<string>;
  /** What could not be read, a sentence each, with its place where there is one. */
  readonly problems: readonly { readonly message: string; readonly position?: Position }[];
}

/** A module of the program, by its path relative to the version's root (`src/app.ts`). */
export interface ModuleFacts {
  readonly name: string;
  /** Files that may hold it compiled (`dist/app.js`), by the compiler options, relative to the root. */
  readonly outputs: readonly string[];
  /** Names of classes and functions declared at its top level, classes nested in namespaces as `Ns.Name`. */
  readonly classes: readonly string[];
  readonly functions: readonly string[];
  /** Every name that its top level declares, by which a renamed module is known again. */
  readonly declarations: readonly string[];
}

/** A place where state lives: a module binding, a static field, or a variable that a start-up closure captures. */
export interface StateRoot {
  /** `module#binding`, `module#Class.field`, `module#function.local`. */
  readonly name: string;
  readonly kind: 'let' | 'const' | 'static' | 'closure';
  readonly type: StateType;
  /** The type as the author spelt it, or as the checker prints it. */
  readonly typeText: string;
  readonly position: Position;
  /** Text of the initializer, and whether evaluating it in the new version needs nothing that is not there. */
  readonly initializer?: Initializer;
  readonly tags: DocTags;
}

/** An object type with its resolved fields, inherited ones included. */
export interface ObjectType {
  readonly name: string;
  readonly declaredAs: 'interface' | 'class' | 'alias' | 'anonymous' | 'library';
  readonly fields: readonly StateField[];
  /** Value type of a string or number index signature. */
  readonly index?: StateType;
  /** Types of the keys of its index signatures: `string`, `number`, `symbol`, or a template literal type as it is printed. */
  readonly indexKeys?: readonly string[];
  /** The enum whose members its keys are. */
  readonly keys?: StateType;
  readonly position: Position;
  readonly exported: boolean;
  readonly abstract: boolean;
  /** Names of the classes it extends, nearest first. */
  readonly bases: readonly string[];
  /** Names of the program's types whose instances may stand where this one is declared. */
  readonly subtypes: readonly string[];
  /** What an instance holds besides its fields, where its class extends a built-in container. */
  readonly contents?: StateType;
  /** The class of a dependency, itself or one that it extends, that keeps state which no declaration shows. */
  readonly hides?: string;
  readonly tags: DocTags;
  /** For a type from a dependency: `package@version`. */
  readonly package?: string;
}

/** An instance field, under its real name (`#secret` included), or its symbol (`[Symbol.species]`, `[key]`). */
export interface StateField {
  readonly name: string;
  readonly optional: boolean;
  readonly type: StateType;
  readonly typeText: string;
  readonly position: Position;
  /** The class or interface that declares it, where it is inherited. */
  readonly declaredIn?: string;
  readonly access: 'public' | 'protected' | 'private' | 'hash';
  readonly readonly: boolean;
  /** A private member of a dependency: its declaration leaves the type out. */
  readonly undeclared?: boolean;
  readonly initializer?: Initializer;
  readonly tags: DocTags;
}

/** The default that code gives: a field initializer, a constructor default, a variable's initial value. */
export interface Initializer {
  readonly text: string;
  /** Needs no constructor argument, so the default can be evaluated for an object that exists already. */
  readonly needsNoArgument: boolean;
  /** Names no binding of the module: literals, globals and `new` of globals only, so that it can stand in another file. */
  readonly selfContained: boolean;
}

/** The doc tags that steer a transfer. */
export interface DocTags {
  readonly renamedFrom?: string;
  readonly movedFrom?: string;
  readonly transient?: string;
}

/** A place in the sources where closures are made after start-up. */
export interface ClosurePlace {
  readonly place: string;
  readonly captures: readonly { readonly name: string; readonly type: StateType }[];
}

/** A resolved type. */
export type StateType =
  | {
      readonly kind: 'primitive';
      readonly name: 'string' | 'number' | 'boolean' | 'bigint' | 'symbol' | 'undefined' | 'null';
      /** What the type alone adds to the primitive; nothing of it exists at run time. */
      readonly brand?: string;
    }
  /** A template literal type, or one such as `Uppercase<string>`: a string of this form. */
  | { readonly kind: 'template'; readonly text: string }
  /** The alias or container that this stands in, again. */
  | { readonly kind: 'recursive'; readonly name: string }
  | { readonly kind: 'literal'; readonly value: LiteralValue }
  | {
      readonly kind: 'enum';
      readonly name: string;
      readonly members: readonly { readonly name: string; readonly value: string | number }[];
      /** Its members are bits to be combined. */
      readonly flags: boolean;
    }
  | { readonly kind: 'union'; readonly members: readonly StateType[] }
  | { readonly kind: 'array'; readonly element: StateType }
  | {
      readonly kind: 'tuple';
      readonly slots: readonly {
        readonly type: StateType;
        readonly form: 'required' | 'optional' | 'rest';
        readonly label?: string;
      }[];
    }
  | { readonly kind: 'map'; readonly key: StateType; readonly value: StateType }
  | { readonly kind: 'set'; readonly element: StateType }
  | { readonly kind: 'weak'; readonly name: 'WeakMap' | 'WeakSet' | 'WeakRef'; readonly of: readonly StateType[] }
  | { readonly kind: 'date' }
  /** A key of `StateModel.types`. */
  | { readonly kind: 'object'; readonly type: string }
  | {
      readonly kind: 'function';
      readonly text: string;
      /** Where the values that the program stores there come from, as far as the sources tell. */
      readonly origin: 'named' | 'closure' | 'unknown';
      /** Names and types of what its closures capture, own parameters left out. */
      readonly captures: readonly { readonly name: string; readonly typeText: string }[];
      /** Functions and methods of the program among the values (`module#name`, `module#Class.method`). */
      readonly named: readonly string[];
      /** Places that make its closures (`module#function`, then a count from 1 for further ones), and what each captures. */
      readonly closures: readonly ClosurePlace[];
    }
  | { readonly kind: 'promise'; readonly of: StateType }
  /** A global class that is transferred by its kind: RegExp, Error, URL, typed arrays, ArrayBuffer … */
  | { readonly kind: 'builtin'; readonly name: string; readonly arguments: readonly StateType[] }
  /** Cannot move between processes: a generator, a native handle (socket, server, timer, stream, worker). */
  | { readonly kind: 'unmovable'; readonly name: string; readonly why: string }
  | { readonly kind: 'opaque'; readonly name: 'any' | 'unknown' | 'object' | 'never' | 'unresolved' };
