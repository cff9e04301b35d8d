import { type FileSystemHost, Project } from 'ts-morph';

/** The files on disk, as the analysis takes them. */
export function diskFiles(): FileSystemHost {
  return new Project({ skipAddingFilesFromTsConfig: true, skipLoadingLibFiles: true }).getFileSystem();
}
