import { expect, test } from 'vitest';
import { temporaryFolder } from '../../project/test/temporary.ts';
import { timeferry } from './run-cli.ts';

/** A version of a program that holds one object of a library, with that library installed. */
function version(name: string, library: string, fields: string, start: string): Record<string, string> {
  const files = {
    'package.json': '{ "name": "program", "type": "module" }',
    'tsconfig.json': '{ "compilerOptions": { "strict": true, "module": "nodenext", "types": [] }, "include": ["src"] }',
    'src/app.ts': "import { Pool } from 'pool';\nexport const pool = new Pool(3);\n",
    'node_modules/pool/package.json': `{ "name": "pool", "version": "${library}", "type": "module", "types": "index.d.ts" }`,
    'node_modules/pool/index.d.ts': `export declare class Pool { constructor(size: number); take(): number; ${fields} }`,
    'node_modules/pool/index.js': `export class Pool { constructor(size) { ${start} } take() {} }`,
  };
  return Object.fromEntries(Object.entries(files).map(([path, text]) => [`${name}/${path}`, text]));
}

test('another version of a library shows in the program that holds one of its objects', async () => {
  const folder = temporaryFolder({
    ...version('past', '1.2.0', 'size: number; idle: Date[]', 'this.size = size; this.idle = [];'),
    ...version('future', '2.0.0', 'size: bigint; limit?: string', 'this.size = BigInt(size);'),
  });
  const versions = ['--past', `${folder}/past`, '--future', `${folder}/future`];
  const { code, stdout } = await timeferry(['diff', ...versions, '--json']);
  const { roots, types } = JSON.parse(stdout);
  expect(code).toBe(0);
  expect(roots).toMatchObject([{ name: 'src/app.ts#pool', change: 'none', verdict: 'lossy' }]);
  const name = 'node_modules/pool/index.d.ts#Pool';
  expect(types).toMatchObject([{ name, pastPackage: 'pool@1.2.0', futurePackage: 'pool@2.0.0', verdict: 'lossy' }]);
  const fields = types[0].fields.map((field: Record<string, unknown>) => [field.name, field.change, field.verdict]);
  expect(fields).toEqual([
    ['size', 'retyped', 'lossy'],
    [null, 'removed', 'lossy'],
    ['limit', 'added', 'auto'],
  ]);
  expect((await timeferry(['diff', ...versions])).stdout).toContain(`${name} (pool@1.2.0 -> pool@2.0.0)`);
});
