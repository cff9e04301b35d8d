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
  /** Variables that a closure captures, for closures that are not named functions of the program. */
  capturesOf(callable: Function): readonly LiveRoot[];
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
