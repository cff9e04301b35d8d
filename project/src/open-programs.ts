import { BufferedHost, ParsedDeclarations } from '@timeferry/analysis/compiler-host';
import { type CompilerSettings, compilerSettings, VersionError } from '@timeferry/analysis/compiler-settings';
import { openProgram, type Program } from '@timeferry/analysis/open-program';
import { diskFiles } from './disk-files.ts';
import type { Version } from './open-version.ts';
import { UserError } from './user-error.ts';

/** Both versions, opened for analysis from disk; unsaved buffers can be laid over them. */
export interface Programs {
  readonly past: Program;
  readonly future: Program;
}

/** Opens both versions for analysis. Throws `UserError` where a folder is no program. */
export function openPrograms({ past, future }: { readonly past: Version; readonly future: Version }): Programs {
  const declarations = new ParsedDeclarations();
  return { past: openVersionProgram(past, declarations), future: openVersionProgram(future, declarations) };
}

/** Opens one version for analysis, with the declaration files that others have parsed. Throws `UserError` where it is no program. */
export function openVersionProgram({ root }: Version, declarations: ParsedDeclarations, files = diskFiles()): Program {
  try {
    return openProgram({ root: root.replaceAll('\\', '/'), fileSystem: files, declarations });
  } catch (error) {
    if (error instanceof VersionError) throw new UserError(error.message);
    throw error;
  }
}

/** The options that a version is compiled with. */
export function compilerOptions({ root }: Version): CompilerSettings['options'] {
  return compilerSettings(new BufferedHost(diskFiles(), new ParsedDeclarations()), root.replaceAll('\\', '/')).options;
}
