import { readFileSync } from 'node:fs';
import { ts } from 'ts-morph';
import { expect, test } from 'vitest';
import { FERRY_TEXT } from '../../src/generate/ferry-text.ts';

/** The members of the interfaces in a text, without comments. */
function interfaces(text: string): Record<string, string[]> {
  const source = ts.createSourceFile('x.ts', text, ts.ScriptTarget.Latest, true);
  const declared = source.statements.filter(ts.isInterfaceDeclaration);
  return Object.fromEntries(
    declared.map(({ name, members }) => [name.text, members.map((member) => member.getText(source))]),
  );
}

test('mappers are written against what the transfer gives them', () => {
  const transfer = readFileSync(new URL('../../../transfer/src/mapper.ts', import.meta.url), 'utf8');
  expect(Object.keys(interfaces(transfer)).length).toBeGreaterThan(2);
  expect(interfaces(FERRY_TEXT)).toEqual(interfaces(transfer));
});

test('invariants are written against what they are asked with', () => {
  const transfer = readFileSync(new URL('../../../transfer/src/mapper.ts', import.meta.url), 'utf8');
  const invariant = (text: string) => /export type Invariant.*?root: string \}\);/s.exec(text)?.[0];
  expect(invariant(FERRY_TEXT)).toBe(invariant(transfer));
  expect(invariant(FERRY_TEXT)).toContain('root: string');
});

test('the laws are those of the analysis', () => {
  const conversion = readFileSync(new URL('../../src/conversion.ts', import.meta.url), 'utf8');
  const law = (text: string) => /export type Law = .*;/.exec(text)?.[0];
  expect(law(FERRY_TEXT)).toBe(law(conversion));
  expect(law(FERRY_TEXT)).toBeDefined();
});
