/** What the text of a class says about its own `#private` members. */
export interface ClassMembers {
  /** `#private` instance fields, in order. */
  readonly fields: readonly string[];
  readonly staticFields: readonly string[];
  /** Whether instances carry anything private: fields, methods or accessors. */
  readonly hasPrivate: boolean;
  /** Whether the constructor brands instances, for private methods or accessors. */
  readonly hasBrand: boolean;
  readonly isDerived: boolean;
}

/** Reads the private members from the text of a class, as `Function.prototype.toString` gives it. */
export function classMembers(text: string): ClassMembers {
  const fields: string[] = [];
  const staticFields: string[] = [];
  let hasPrivate = false;
  let hasBrand = false;
  const tokens = tokensOf(text);
  const head = tokens.findIndex(({ text: token, depth }) => token === '{' && depth === 0);
  for (let i = head + 1; i < tokens.length; i++) {
    const { text: name, depth } = tokens[i] as Token;
    const before = tokens[i - 1]?.text ?? '';
    const after = tokens[i + 1]?.text ?? '';
    if (depth !== 1 || !name.startsWith('#') || before.endsWith('.') || after === 'in' || !startsMember(tokens, i))
      continue;
    const isStatic = before === 'static' || tokens[i - 2]?.text === 'static';
    if (!isStatic) hasPrivate = true;
    if (after === '(' || before === 'get' || before === 'set' || before === '*') {
      if (!isStatic) hasBrand = true;
      continue;
    }
    (isStatic ? staticFields : fields).push(name);
  }
  return {
    fields,
    staticFields,
    hasPrivate,
    hasBrand,
    isDerived: tokens.slice(0, head).some((token) => token.text === 'extends'),
  };
}

/** Offset just after the `{` that opens the body of the function whose parameters begin at `offset`. */
export function bodyStart(source: string, offset: number): number | undefined {
  for (const { text, depth, end } of tokensOf(source.slice(offset, offset + 20_000))) {
    if (text === '{' && depth === 0) return offset + end;
  }
  return undefined;
}

/** Whether a private name stands where a member begins, not inside the initializer of another one. */
function startsMember(tokens: readonly Token[], index: number): boolean {
  let i = index - 1;
  while (modifiers.has(tokens[i]?.text ?? '')) i--;
  const before = tokens[i] as Token;
  if (before.text === '{' || before.text === ';' || before.text === '}') return true;
  // Without a semicolon a member begins on a new line, after something that ends an expression.
  return (tokens[i + 1] as Token).newLine && !/^[-+*/%=<>&|^!~?:,([.]+$/.test(before.text);
}

const modifiers = new Set(['static', 'get', 'set', 'async', '*', 'accessor']);

interface Token {
  readonly text: string;
  readonly end: number;
  /** How many brackets are open around it. */
  readonly depth: number;
  readonly newLine: boolean;
}

const token =
  /(\s+)|(\/\/.*|\/\*[\s\S]*?\*\/)|(#?[\p{ID_Start}$_\\](?:[\p{ID_Continue}$\\]|\u200c|\u200d)*)|("(?:[^"\\]|\\[\s\S])*"|'(?:[^'\\]|\\[\s\S])*')|(\d[\w.]*)|(`)|(\/)|([{[(])|([}\])])|(\?\.|\.{3}|=>|[\s\S])/uy;
const regex = /\/(?:[^\\/[\n]|\\.|\[(?:[^\\\]\n]|\\.)*\])+\/[a-z]*/y;
/** Words after which a slash begins a regular expression. */
const beforeRegex = new Set(['return', 'typeof', 'case', 'in', 'of', 'delete', 'void', 'throw', 'new', 'else', 'do']);

/** The tokens of JavaScript, templates as one token each. */
function tokensOf(source: string): Token[] {
  const tokens: Token[] = [];
  let depth = 0;
  let newLine = false;
  for (let at = 0; at < source.length; ) {
    token.lastIndex = at;
    const match = token.exec(source) as RegExpExecArray;
    const [whole, space, comment, , , , tick, slash, open, close] = match;
    let end = at + whole.length;
    if (tick !== undefined) end = templateEnd(source, at + 1);
    if (slash !== undefined && regexMayFollow(tokens.at(-1)?.text ?? '')) end = regexEnd(source, at);
    if (space !== undefined || comment !== undefined) newLine ||= whole.includes('\n');
    else {
      if (close !== undefined) depth -= 1;
      tokens.push({ text: source.slice(at, end), end, depth, newLine });
      if (open !== undefined) depth += 1;
      newLine = false;
    }
    at = end;
  }
  return tokens;
}

function regexMayFollow(before: string): boolean {
  return before === '' || beforeRegex.has(before) || !/[\w$)\]}"'`]$/.test(before);
}

function regexEnd(source: string, at: number): number {
  regex.lastIndex = at;
  return at + (regex.exec(source)?.[0].length ?? 1);
}

/** Offset after the backtick that ends the template whose text begins at `at`. */
function templateEnd(source: string, at: number): number {
  let i = at;
  while (i < source.length && source[i] !== '`') {
    if (source[i] === '\\') i += 2;
    else if (source.startsWith('${', i)) i = substitutionEnd(source, i + 2);
    else i += 1;
  }
  return i + 1;
}

function substitutionEnd(source: string, at: number): number {
  let depth = 1;
  let i = at;
  while (i < source.length && depth > 0) {
    const char = source[i];
    if (char === '`') i = templateEnd(source, i + 1);
    else if (char === '"' || char === "'") {
      token.lastIndex = i;
      i += token.exec(source)?.[0].length ?? 1;
    } else {
      if (char === '{') depth += 1;
      if (char === '}') depth -= 1;
      i += 1;
    }
  }
  return i;
}
