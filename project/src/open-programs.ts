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
export function openPrograms(versions: { readonly past: Version; readonly future: Version }): Programs {
  const fileSystem = diskFiles();
  const declarations = new ParsedDeclarations();
  const open = ({ root }: Version) => openProgram({ root: root.replaceAll('\\', '/'), fileSystem, declarations });
  try {
    return { past: open(versions.past), future: open(versions.future) };
  } catch (error) {
    if (error instanceof VersionError) throw new UserError(error.message);
    throw error;
  }
}

/** The options that a version is compiled with. */
export function compilerOptions({ root }: Version): CompilerSettings['options'] {
  return compilerSettings(new BufferedHost(diskFiles(), new ParsedDeclarations()), root.replaceAll('\\', '/')).options;
}
