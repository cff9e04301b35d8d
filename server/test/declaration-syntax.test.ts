import { describe, expect, test } from 'vitest';
import { declarationAt, docTagInsertion } from '../src/declaration-syntax.ts';
import { positionOf } from './editor.ts';

describe('a doc tag', () => {
  test.each([
    [
      'no comment',
      'interface A {\n  email: string;\n}\n',
      'interface A {\n  /** @renamedFrom mail */\n  email: string;\n}\n',
    ],
    [
      'a comment of one line',
      'interface A {\n  /** Where to write. */\n  email: string;\n}\n',
      'interface A {\n  /** Where to write.\n   * @renamedFrom mail\n   */\n  email: string;\n}\n',
    ],
    [
      'a comment of several lines',
      'interface A {\n  /**\n   * Where to write.\n   */\n  email: string;\n}\n',
      'interface A {\n  /**\n   * Where to write.\n   * @renamedFrom mail\n   */\n  email: string;\n}\n',
    ],
    [
      'a comment that ends on its last line',
      'interface A {\n  /** Where\n   * to write. */\n  email: string;\n}\n',
      'interface A {\n  /** Where\n   * to write.\n   * @renamedFrom mail\n   */\n  email: string;\n}\n',
    ],
    [
      'modifiers',
      'class A {\n  private email = "";\n}\n',
      'class A {\n  /** @renamedFrom mail */\n  private email = "";\n}\n',
    ],
    ['a binding', 'export const email = new Map();\n', '/** @renamedFrom mail */\nexport const email = new Map();\n'],
    [
      'line breaks of Windows',
      'interface A {\r\n  email: string;\r\n}\r\n',
      'interface A {\r\n  /** @renamedFrom mail */\r\n  email: string;\r\n}\r\n',
    ],
  ])('goes above a declaration with %s', (_what, text, wanted) => {
    const at = positionOf(text, 'email');
    const insertion = docTagInsertion(
      'a.ts',
      text,
      { line: at.line + 1, column: at.character + 1 },
      '@renamedFrom mail',
    )!;
    expect(text.slice(0, insertion.offset) + insertion.text + text.slice(insertion.offset)).toBe(wanted);
  });

  test('has no place where nothing is declared', () => {
    expect(docTagInsertion('a.ts', 'run();\n', { line: 1, column: 1 }, '@renamedFrom mail')).toBeNull();
  });
});

test('the declaration around a position is the innermost one, without its comment', () => {
  const text = 'interface A {\n  /** old */\n  email: string;\n}\n';
  const { start, end } = declarationAt('a.ts', text, { line: 3, column: 4 })!;
  expect(text.slice(start, end)).toBe('email: string;');
});
