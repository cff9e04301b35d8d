import type { ParsedDeclarations } from '@timeferry/analysis/compiler-host';
import type { ModelOptions } from '@timeferry/analysis/open-program';
import type { StateModel } from '@timeferry/analysis/state-model';
import { cachedModel, storeModel } from './model-cache.ts';
import { openVersionProgram } from './open-programs.ts';
import type { Version } from './open-version.ts';
import { recordedFiles } from './recorded-files.ts';

/**
 * The state of a version as it is on disk, read step by step; in no step at all where nothing that it was read from has
 * changed since an earlier time. Throws `UserError` where the folder is no program.
 */
export function* pastModelSteps(
  version: Version,
  options: ModelOptions,
  declarations: ParsedDeclarations,
): Generator<void, StateModel> {
  const key = { root: version.root, ...options };
  const known = cachedModel(key);
  if (known !== null) return known;
  yield;
  const { files, consulted } = recordedFiles();
  const model = yield* openVersionProgram(version, declarations, files).modelSteps(options);
  yield;
  storeModel(key, { consulted, model });
  return model;
}
