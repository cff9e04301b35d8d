/** What the `GENERATE_COMMAND` is given: the file that asks, and how much to generate. */
export interface GenerateRequest {
  readonly uri: string;
  /** Everything, one type or root (its future name), or one field of a type. */
  readonly scope?: GenerateScope;
}

export type GenerateScope = { readonly type: string; readonly field?: string } | { readonly root: string };

export const GENERATE_COMMAND = 'timeferry.generateTransfer';
