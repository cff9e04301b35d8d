/** A value as the Variables view shows it; what it holds is read when it is opened. */
export interface ValueView {
  readonly name: string;
  readonly value: string;
  readonly type?: string;
  readonly children?: () => readonly ValueView[];
}

/** A value that is its text. */
export function leaf(name: string, value: string): ValueView {
  return { name, value };
}
