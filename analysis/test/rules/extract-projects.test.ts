import { describe } from 'vitest';
import { rule } from '../support/rule.ts';

describe('options', () => {
  rule(
    'strictNullChecks switched on',
    `
    export interface T { a: string; b?: number }
    export const all: T[] = [];`,
    { 'T.a': 'lossy' },
    { past: { strictNullChecks: false } },
  );
  rule(
    'exactOptionalPropertyTypes switched on',
    `
    export interface T { a?: string; b?: string | undefined }
    export const all: T[] = [];`,
    { 'T.a': 'lossy', 'T.b': 'same' },
    { future: { exactOptionalPropertyTypes: true } },
  );
  rule(
    'an extended configuration',
    `
    export interface T { a: string }
    export const all: T[] = [];
    // file: tsconfig.json
    { "extends": "./base.json", "include": ["src"] }
    // file: base.json
    - { "compilerOptions": { "strict": false, "target": "es2022", "module": "nodenext" } }
    + { "compilerOptions": { "strict": true, "target": "es2022", "module": "nodenext" } }`,
    { 'T.a': 'lossy' },
  );
  rule(
    'a configuration with a syntax error',
    `
    export const m = new Map<string, number>();
    // file: tsconfig.json
    { "compilerOptions": { "strict": true, "target": "es2022", "module": "nodenext", }, // comment
     "include": ["src" }`,
    { m: 'same' },
  );
});

describe('imports', () => {
  rule(
    'paths',
    `
    import type { Row } from '@lib/row';
    export const rows: Row[] = [];
    // file: tsconfig.json
    { "compilerOptions": { "strict": true, "target": "es2022", "module": "esnext", "moduleResolution": "bundler", "paths": { "@lib/*": ["./src/lib/*"] } }, "include": ["src"] }
    // file: src/lib/row.ts
    - export interface Row { a: number }
    + export interface Row { a: bigint }`,
    { 'src/lib/row.ts#Row.a': 'lossy' },
  );
  rule(
    'baseUrl',
    `
    import { Row } from 'model/row';
    export const rows: Row[] = [];
    // file: src/model/row.ts
    - export class Row { a = 1 }
    + export class Row { a = 1n }`,
    { 'src/model/row.ts#Row.a': 'lossy' },
    {
      past: { module: 'commonjs', moduleResolution: 'node10', baseUrl: './src', ignoreDeprecations: '6.0' },
      future: { module: 'commonjs', moduleResolution: 'node10', baseUrl: './src', ignoreDeprecations: '6.0' },
    },
  );
  rule(
    'rootDirs',
    `
    import type { Row } from './gen.js';
    export const rows: Row[] = [];
    // file: tsconfig.json
    { "compilerOptions": { "strict": true, "target": "es2022", "module": "nodenext", "rootDirs": ["src", "generated"] }, "include": ["src", "generated"] }
    // file: generated/gen.ts
    - export interface Row { a: number }
    + export interface Row { a: bigint }`,
    { 'generated/gen.ts#Row.a': 'lossy' },
  );
  rule(
    'the package itself, by its exports',
    `
    import { Row } from 'app/row';
    export const rows: Row[] = [];
    // file: package.json
    { "name": "app", "type": "module", "exports": { "./row": { "types": "./src/row.ts", "default": "./dist/row.js" } } }
    // file: src/row.ts
    - export class Row { a = 1 }
    + export class Row { a = 1n }`,
    { 'src/row.ts#Row.a': 'lossy' },
  );
  rule(
    'the package itself, by what it is compiled to',
    `
    import { Row } from 'app/row';
    export const rows: Row[] = [];
    // file: package.json
    { "name": "app", "type": "module", "exports": { "./row": "./dist/row.js" } }
    // file: tsconfig.json
    { "compilerOptions": { "strict": true, "target": "es2022", "module": "nodenext", "rootDir": "src", "outDir": "dist" }, "include": ["src"] }
    // file: src/row.ts
    - export class Row { a = 1 }
    + export class Row { a = 1n }`,
    { 'src/row.ts#Row.a': 'lossy' },
  );
  rule(
    'the imports of package.json',
    `
    import { Row } from '#row';
    export const rows: Row[] = [];
    // file: package.json
    { "name": "app", "type": "module", "imports": { "#row": "./src/row.ts" } }
    // file: src/row.ts
    - export class Row { a = 1 }
    + export class Row { a = 1n }`,
    { 'src/row.ts#Row.a': 'lossy' },
  );
});

describe('referenced projects', () => {
  rule(
    'each under its own options',
    `
    // file: tsconfig.json
    { "files": [], "references": [{ "path": "./core" }, { "path": "./app" }] }
    // file: core/tsconfig.json
    - { "compilerOptions": { "composite": true, "strict": false, "target": "es2022", "module": "nodenext" }, "include": ["src"] }
    + { "compilerOptions": { "composite": true, "strict": true, "target": "es2022", "module": "nodenext" }, "include": ["src"] }
    // file: core/src/a.ts
    export interface T { a: string }
    export const all: T[] = [];
    // file: app/tsconfig.json
    { "compilerOptions": { "composite": true, "strict": true, "target": "es2022", "module": "nodenext" }, "include": ["src"], "references": [{ "path": "../core" }] }
    // file: app/src/b.ts
    import { all } from '../../core/src/a.js';
    export interface U { b: string }
    export const us: U[] = [];
    export const got = all;`,
    { 'core/src/a.ts#T.a': 'lossy', 'app/src/b.ts#U.b': 'same' },
  );
  rule(
    'paths of one of them',
    `
    // file: tsconfig.json
    { "files": [], "references": [{ "path": "./core" }, { "path": "./app" }] }
    // file: core/tsconfig.json
    { "compilerOptions": { "composite": true, "strict": true, "target": "es2022", "module": "esnext", "moduleResolution": "bundler" }, "include": ["src"] }
    // file: core/src/a.ts
    - export interface T { a: string }
    + export interface T { a: bigint }
    export const all: T[] = [];
    // file: app/tsconfig.json
    { "compilerOptions": { "composite": true, "strict": true, "target": "es2022", "module": "esnext", "moduleResolution": "bundler", "paths": { "#core/*": ["../core/src/*"] } }, "include": ["src"] }
    // file: app/src/b.ts
    import type { T } from '#core/a';
    export const ts = new Map<string, T>();`,
    { 'core/src/a.ts#T.a': 'lossy', 'app/src/b.ts#ts': 'lossy' },
  );
});
