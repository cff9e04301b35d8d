import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { TransferDisk, type TwoVersionSources } from '../support/transfer-disk.ts';

interface Case extends TwoVersionSources {
  readonly id: string;
}

const folder = fileURLToPath(new URL('../../../test/corpus/diff/', import.meta.url));
const cases = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => JSON.parse(readFileSync(folder + name, 'utf8')) as Case);

describe.each(cases)('$id', (each) => {
  const disk = new TransferDisk(each);
  const files = disk.generate(new Map());

  test('the generated modules fit both versions', () => {
    expect(disk.check(files)).toEqual([]);
  });

  test('they stay as they are when they are generated again', () => {
    expect(disk.generate(files)).toEqual(files);
    expect(disk.generate(new Map())).toEqual(files);
  });

  test('what a person wrote in them stays, and still fits', () => {
    const edited = new Map([...files].map(([name, text]) => [name, isModule(name) ? editedText(text) : text]));
    expect(disk.generate(edited)).toEqual(edited);
    expect(disk.check(edited)).toEqual([]);
  });
});

test('the corpus has modules to generate', () => {
  const generated = cases.filter((each) => [...new TransferDisk(each).generate(new Map()).keys()].some(isModule));
  expect(generated.length).toBeGreaterThan(40);
});

function isModule(name: string): boolean {
  return name.endsWith('.ts') && name !== 'ferry.ts';
}

/** A remark in every function, a helper, and other line ends than those that are generated. */
function editedText(text: string): string {
  const remarked = text.replaceAll(/((?:forward|backward)\([^)]*\) \{)$/gm, '$1\n    // Looked at by hand.\n');
  return `${remarked}\n/** Mine. */\nexport const helper = (value: number): number => value * 2;\n`;
}
