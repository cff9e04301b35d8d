const WIDTH = 120;
const OPENING = '([{<';
const CLOSING = ')]}>';

/** Breaks the lines of generated code that are too long: at a conditional, else inside of brackets. */
export function fitLines(text: string): string {
  return text.split('\n').flatMap(fitLine).join('\n');
}

/** Prose in lines that start with `first`, then with `rest`. */
export function wrap(text: string, first: string, rest: string): string[] {
  const lines: string[] = [];
  let line = first;
  for (const word of text.replaceAll(/\s+/g, ' ').trim().split(' ')) {
    if (line.length + word.length > WIDTH - 4 && line.trim() !== first.trim()) {
      lines.push(line.trimEnd());
      line = rest;
    }
    line += `${word} `;
  }
  return [...lines, line.trimEnd()];
}

function fitLine(line: string): string[] {
  const indent = /^\s*/.exec(line)![0];
  if (line.length <= WIDTH || /^\s*(\/\/|\*|\/\*)/.test(line)) return [line];
  const broken = breakConditional(line, indent) ?? breakBrackets(line, indent);
  return broken ? broken.flatMap(fitLine) : [line];
}

function breakConditional(line: string, indent: string): string[] | null {
  // A mark at the start of the line is one that it was broken at already.
  const marks = scan(line).filter(
    ({ depth, at }) => depth === 0 && at > indent.length && /^ [?:] $/.test(line.slice(at, at + 3)),
  );
  const first = marks[0];
  if (!first) return null;
  const starts = marks.map(({ at }) => at);
  return [line.slice(0, first.at), ...starts.map((at, index) => `${indent}  ${line.slice(at + 1, starts[index + 1])}`)];
}

/** The outermost brackets with a list in them, one item a line; without a list, the outermost ones that hold anything. */
function breakBrackets(line: string, indent: string): string[] | null {
  const groups = groupsOf(line).filter((group) => group.end - group.start > 20);
  const group = groups.find((each) => each.commas.length > 0) ?? groups[0];
  if (!group) return null;
  const cuts = [group.start, ...group.commas, group.end];
  const items = cuts.slice(1).map((end, index) => line.slice(cuts[index]! + 1, end).trim());
  const isList = group.commas.length > 0;
  return [
    line.slice(0, group.start + 1),
    ...items.map((item) => `${indent}  ${item}${isList ? ',' : ''}`),
    `${indent}${line.slice(group.end)}`,
  ];
}

interface Group {
  readonly start: number;
  readonly commas: readonly number[];
  readonly end: number;
}

/** Pairs of round, square and curly brackets with the commas directly inside, outer ones first. */
function groupsOf(line: string): Group[] {
  const open: { start: number; commas: number[] }[] = [];
  const groups: Group[] = [];
  for (const { at, char } of scan(line)) {
    if (OPENING.includes(char)) open.push({ start: at, commas: [] });
    else if (char === ',') open.at(-1)?.commas.push(at);
    else if (CLOSING.includes(char)) {
      const group = open.pop();
      if (group && char !== '>') groups.push({ ...group, end: at });
    }
  }
  return groups.sort((a, b) => a.start - b.start);
}

/** Every character outside of strings and regular expressions, with how many brackets it stands in. */
function scan(line: string): { at: number; char: string; depth: number }[] {
  const found: { at: number; char: string; depth: number }[] = [];
  let depth = 0;
  for (let at = 0; at < line.length; at += 1) {
    const char = line[at]!;
    const quoted = /^(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|\/(?:[^/\\]|\\.)+\/(?=\.test\())/.exec(line.slice(at));
    if (quoted) {
      at += quoted[0].length - 1;
      continue;
    }
    const opens = '([{'.includes(char) || (char === '<' && /\w/.test(line[at - 1] ?? ''));
    const closes = ')]}'.includes(char) || (char === '>' && line[at - 1] !== '=' && line[at - 1] !== ' ' && depth > 0);
    if (closes) depth -= 1;
    if (opens || closes || !'<>'.includes(char)) found.push({ at, char, depth });
    if (opens) depth += 1;
  }
  return found;
}
