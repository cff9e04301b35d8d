import { expect, test } from 'vitest';
import { TwoVersions } from './two-versions.ts';

const version = (fields: string) => ({
  'src/a.ts': `import { Store } from 'store';\nexport const stores: Store[] = [];`,
  'node_modules/store/package.json': '{ "name": "store", "version": "1.0.0", "types": "lib/index.d.ts" }',
  'node_modules/store/lib/index.d.ts': `export declare class Store { ${fields} }`,
});

test('a class of a dependency has its mapper where tools find it, and as code', () => {
  const versions = new TwoVersions(version('count: number;'), version('count: string;'), null);
  const { files } = versions.generate();
  expect([...files.keys()].toSorted()).toEqual(['ferry.ts', 'packages/store/lib/index.ts', 'tsconfig.json']);
  expect(files.get('packages/store/lib/index.ts')).toContain("type: 'node_modules/store/lib/index.d.ts#Store'");
  expect(versions.check(files)).toEqual([]);
  expect(versions.generate(files).files).toEqual(files);
});
