import type { StateType } from '../state-model.ts';

type TemplateType = Extract<StateType, { kind: 'template' }>;

/** A template literal type in its parts: `id-${number}` has the texts `id-` and the empty one, and the hole `number`. */
interface Template {
  readonly texts: readonly string[];
  readonly holes: readonly string[];
}

/** What stands in a hole, as a regular expression. A number is written as `String` writes it. */
const HOLES: Readonly<Record<string, string>> = {
  string: '[^]*',
  number: '(?:-?(?:\\d+(?:\\.\\d+)?(?:e[+-]?\\d+)?|Infinity)|NaN)',
  bigint: '-?\\d+',
  boolean: '(?:true|false)',
  any: '[^]*',
};

/** Source of a regular expression for the values of a template literal type; `undefined` where a hole cannot be told. */
export function templatePattern(type: TemplateType): string | undefined {
  const { texts, holes } = parse(type);
  const patterns = holes.map(holePattern);
  if (patterns.includes(undefined)) return undefined;
  return `^${texts.map((text, index) => escaped(text) + (patterns[index] ?? '')).join('')}$`;
}

/** Whether every value of one template literal type is one of another: the same texts, and holes that take as much. */
export function isTemplateWithin(past: TemplateType, future: TemplateType): boolean {
  if (past.text === future.text) return true;
  const [before, after] = [parse(past), parse(future)];
  if (before.texts.join('\0') !== after.texts.join('\0')) return false;
  return before.holes.every((hole, index) => {
    const wider = after.holes[index];
    return wider === hole || wider === 'string' || isHoleWithin(hole, wider!);
  });
}

/** Whether no text can have both forms: they begin or end differently. */
export function areTemplatesApart(past: TemplateType, future: TemplateType): boolean {
  const [before, after] = [parse(past).texts, parse(future).texts];
  const [head, otherHead, tail, otherTail] = [before[0]!, after[0]!, before.at(-1)!, after.at(-1)!];
  const begins = head.startsWith(otherHead) || otherHead.startsWith(head);
  return !begins || !(tail.endsWith(otherTail) || otherTail.endsWith(tail));
}

/** A closed hole within a wider one: its words are among the other's, or all have its form. */
function isHoleWithin(hole: string, wider: string): boolean {
  const words = wordsOf(hole);
  const pattern = holePattern(wider);
  return words !== undefined && pattern !== undefined && words.every((word) => new RegExp(`^${pattern}$`).test(word));
}

function holePattern(hole: string): string | undefined {
  const words = wordsOf(hole);
  return words ? `(?:${words.map(escaped).join('|')})` : HOLES[hole];
}

/** The words of a hole such as `"a" | "b" | 1`. */
function wordsOf(hole: string): string[] | undefined {
  const words = hole.split(' | ').map((word) => /^(?:"([^"\\]*)"|(-?\d+(?:\.\d+)?)|(true|false))$/.exec(word));
  return words.every((word) => word !== null) ? words.map((word) => word[1] ?? word[2] ?? word[3]!) : undefined;
}

/** Splits the text that the compiler prints; a hole holds no braces of its own where its type can be told. */
function parse({ text }: TemplateType): Template {
  // `Uppercase<string>` and the like are printed without quotes.
  if (!text.startsWith('`')) return { texts: ['', ''], holes: [text] };
  const parts = text.slice(1, -1).split(/\$\{([^{}]*)\}/);
  return {
    texts: parts.filter((_, index) => index % 2 === 0).map(unescaped),
    holes: parts.filter((_, index) => index % 2 === 1),
  };
}

const CONTROLS: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

const unescaped = (text: string): string => text.replace(/\\(.)/g, (_, char: string) => CONTROLS[char] ?? char);

/** A text as a regular expression that stands on one line. */
const escaped = (text: string): string =>
  text
    .replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
    .replace(/[\n\r\t]/g, (char) => `\\${{ '\n': 'n', '\r': 'r', '\t': 't' }[char]}`);
