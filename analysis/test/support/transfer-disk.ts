import { InMemoryFileSystemHost } from 'ts-morph';
import { checkTransfer } from '../../src/check-transfer.ts';
import { ParsedDeclarations } from '../../src/compiler-host.ts';
import { diffModels } from '../../src/diff-programs.ts';
import { generateTransfer } from '../../src/generate/generate-transfer.ts';
import { openProgram } from '../../src/open-program.ts';
import type { StateModel } from '../../src/state-model.ts';

/** Texts by path relative to each version's root, and compiler options that are laid over strict ones. */
export interface TwoVersionSources {
  readonly past: Readonly<Record<string, string>>;
  readonly future: Readonly<Record<string, string>>;
  readonly tsconfigPast?: object | undefined;
  readonly tsconfigFuture?: object | undefined;
}

const STRICT = { strict: true, module: 'nodenext', target: 'es2022', lib: ['es2023'] };
const declarations = new ParsedDeclarations();

/** Two versions on a disk in memory, and what is generated between them. */
export class TransferDisk {
  readonly fileSystem = new InMemoryFileSystemHost();
  readonly #past: StateModel;
  readonly #future: StateModel;

  constructor({ past, future, tsconfigPast, tsconfigFuture }: TwoVersionSources) {
    this.#past = this.#write('/past', past, tsconfigPast);
    this.#future = this.#write('/future', future, tsconfigFuture);
  }

  generate(existing: ReadonlyMap<string, string>): Map<string, string> {
    const diff = diffModels(this.#past, this.#future);
    const places = { pastRoot: '/past', futureRoot: '/future', out: '/future/transfer' };
    return generateTransfer({ diff, existing, ...places }).files;
  }

  /** What the compiler says, apart from what the author has to write. */
  check(files: ReadonlyMap<string, string>): string[] {
    const places = { pastRoot: '/past', futureRoot: '/future', transferRoot: '/future/transfer' };
    const problems = checkTransfer({ ...places, fileSystem: this.fileSystem, files, declarations });
    return problems
      .filter(({ message }) => !/ is not written yet: /.test(message))
      .map(({ file, line, message }) => `${file}:${line}: ${message}\n${files.get(file)}`);
  }

  #write(root: string, sources: Readonly<Record<string, string>>, options: object | undefined): StateModel {
    const config = { include: ['src'], compilerOptions: { ...STRICT, ...options } };
    this.fileSystem.writeFileSync(`${root}/tsconfig.json`, JSON.stringify(config));
    this.fileSystem.writeFileSync(`${root}/package.json`, '{ "type": "module" }');
    for (const [file, text] of Object.entries(sources)) this.fileSystem.writeFileSync(`${root}/${file}`, text);
    return openProgram({ root, fileSystem: this.fileSystem, declarations }).model();
  }
}
