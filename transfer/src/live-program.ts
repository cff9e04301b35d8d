/**
 * What the agents inside a process work on. Discovery makes one inside each process; it is never serialised.
 * In the past process only the reading half exists.
 */
export interface LiveProgram {
  readonly roots: ReadonlyMap<string, LiveRoot>;
  /** Name (`module#name`, `module#Class.method`, `node_modules/pkg/file.js#Class`) of a function or class, if it is known. */
  nameOf(callable: Function): string | undefined;
  find(name: string): Function | undefined;
  /** `#private` fields that a class itself declares (not its bases). */
  privatesOf(callable: Function): readonly PrivateField[];
  /** What an object holds that only the debugger sees; undefined before somebody has asked it. */
  hiddenIn?(object: object): HiddenInside | undefined;
  /** What timers stand for that were set here for captured ones. Absent in the past process. */
  readonly timers?: WeakMap<object, readonly unknown[]>;
  /** Makes what cannot be made without the debugger. Absent in the past process. */
  readonly workshop?: Workshop;
  /** A new object of a class with its brands and `#private` fields, its constructor's body not run. Absent in the past process. */
  allocate?(callable: Function): object;
}

/** A variable that can be read, and written where it is no `const`. */
export interface LiveRoot {
  readonly name: string;
  read(): unknown;
  write?(value: unknown): void;
}

export interface PrivateField {
  readonly name: string;
  read(object: object): unknown;
  write?(object: object, value: unknown): void;
}

/** What only the debugger sees of an object. */
export type HiddenInside =
  | {
      readonly kind: 'closure';
      /** Name of its code, the same for all closures made there. */
      readonly code: string;
      /** What it captures, innermost first. A scope that two closures share is one object. */
      readonly scopes: readonly CapturedScope[];
      /** The `this` of the code around it, where it uses that. */
      readonly self: { readonly value: unknown } | null;
    }
  | { readonly kind: 'bound' | 'once' | 'proxy'; readonly parts: readonly unknown[] }
  | { readonly kind: 'promise'; readonly state: 'fulfilled' | 'rejected'; readonly result: unknown }
  | {
      readonly kind: 'weak';
      readonly entries: readonly { readonly key?: object; readonly value: unknown }[];
    }
  | { readonly kind: 'link'; readonly other: unknown }
  | { readonly kind: 'refused'; readonly what: string; readonly why: string };

/** The variables of one scope that closures capture. */
export interface CapturedScope {
  /** Name of the code that the scope belongs to. */
  readonly label: string;
  readonly variables: readonly LiveRoot[];
  /** Names of the roots that are variables of it, with the variable of each. */
  readonly roots: readonly { readonly root: string; readonly variable: string }[];
}

/** Makes closures of the program's own code, in scopes of their own or ones that exist. */
export interface Workshop {
  /** Closures of that code that start-up made. */
  existing(code: string): readonly { readonly callable: Function; readonly scopes: readonly CapturedScope[] }[];
  /** Scopes of closures that start-up made. */
  readonly scopes: readonly CapturedScope[];
  /** A scope inside another one (null: the scope of the module of `code`) with these variables, by their source names, all undefined. */
  scope(code: string, label: string, names: readonly string[], outer: CapturedScope | null): CapturedScope;
  /** Makes a variable of a scope known as a root. */
  nameRoot(name: string, variable: LiveRoot, scope: CapturedScope): void;
  /** A closure of that code in a scope. Throws an `Error` that says why not where it cannot be made. */
  closure(code: string, scopes: readonly CapturedScope[], self: { readonly value: unknown } | null): Function;
}
