import { classMutations } from './classes.mjs';
import { runtimeMutations } from './runtime.mjs';
import { valueMutations } from './values.mjs';

/**
 * Each takes the handling of one `kind` of state (as docs/live-state.md names it) away: text of a file of `transfer/src`
 * becomes another. `gone` says what is missing then, and `live` is the test that must fail for it.
 */
export const mutations = [...valueMutations, ...classMutations, ...runtimeMutations];
