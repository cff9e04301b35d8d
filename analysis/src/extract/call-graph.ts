import { ts } from 'ts-morph';
import { functionBehind, functionsCalled } from './function-behind.ts';
import {
  builderOf,
  callsOfParameter,
  type HandedFunction,
  handedBy,
  parameterBehind,
  receiversOf,
} from './handed-functions.ts';
import type { WrittenName } from './occurrences.ts';
import { type Call, isFunctionNode, outlineOf, runnerOf } from './outline.ts';
import type { Reading } from './reading.ts';
import { bare, wrapped } from './scopes.ts';

/** Methods of arrays and other built-ins that call their argument before they return, and keep nothing of it. */
const SYNCHRONOUS = new Set([
  'map',
  'flatMap',
  'filter',
  'forEach',
  'some',
  'every',
  'find',
  'findIndex',
  'findLast',
  'findLastIndex',
  'reduce',
  'reduceRight',
  'sort',
  'toSorted',
  'replace',
  'replaceAll',
]);

/** Functions and methods that run what they are given once, soon: handed to them by start-up, it is part of start-up. */
const ONCE = new Set(['then', 'finally', 'listen', 'queueMicrotask', 'nextTick', 'setImmediate', 'Promise']);

/**
 * Which functions start-up runs, and which may run later, by the calls that the sources show. Functions that are handed
 * around as values, and exported ones that nobody calls, may run at any time. Calls are followed forwards from the
 * modules for the one and backwards from a function for the other, so that most calls are never looked at.
 */
export class CallGraph {
  readonly #reading: Reading;
  readonly #startsOutside: boolean;
  readonly #startUp = new Set<ts.Node>();

  /** `startsOutside` where what starts the program is not among its sources, so that any function may be part of it. */
  constructor(reading: Reading, startsOutside: boolean) {
    this.#reading = reading;
    this.#startsOutside = startsOutside;
  }

  /** Functions that start-up runs, directly or through others; known once `findStartUp` is done. */
  get startUp(): ReadonlySet<ts.Node> {
    return this.#startUp;
  }

  /** Whether code that stands here runs during start-up and never again. */
  onlyAtStartUp(node: ts.Node): boolean {
    const runner = runnerOf(node);
    return runner === undefined || (this.isRunAtStart(runner) && !this.#isLater(runner));
  }

  /** Whether start-up runs a function. */
  isRunAtStart(node: ts.Node): boolean {
    const isRun = this.#startUp.has(node);
    this.#reading.memo.trace?.startUp.set(node, isRun);
    return isRun;
  }

  /** Follows the calls of start-up, step by step. */
  *findStartUp(): Generator<void> {
    const { files } = this.#reading;
    const handed = new Map<ts.Node, ts.Node[]>();
    const waiting: Call[] = [];
    const enter = (node: ts.Node): void => {
      if (this.#startUp.has(node)) return;
      this.#startUp.add(node);
      for (const value of handed.get(node) ?? []) enter(value);
      waiting.push(...(outlineOf(node.getSourceFile()).calls.get(node) ?? []));
    };
    for (const file of files) {
      waiting.push(...(outlineOf(file).calls.get(undefined) ?? []));
      for (let call = waiting.pop(); call; call = waiting.pop()) {
        const { run, hands } = this.#follow(call);
        for (const node of run) enter(node);
        for (const { to, value } of hands) {
          handed.set(to, [...(handed.get(to) ?? []), value]);
          if (this.#startUp.has(to)) enter(value);
        }
      }
      yield;
    }
    if (!this.#startsOutside) return;
    // Methods run for the objects that start-up makes, most of them later; the live process tells which functions did run.
    for (const node of files.flatMap((file) => outlineOf(file).functions)) {
      if (!ts.isClassElement(node) && this.#isLater(node)) this.#startUp.add(node);
    }
  }

  /** What a call runs, and what it hands to what it runs. */
  #follow(call: Call): { readonly run: readonly ts.Node[]; readonly hands: readonly HandedFunction[] } {
    const { memo } = this.#reading;
    return memo.get('run', call, () => {
      memo.holds(call);
      const run = this.#runBy(call);
      const hands = handedBy(this.#reading, call);
      for (const node of [...run, ...hands.flatMap(({ to, value }) => [to, value])]) memo.holds(node);
      return { run, hands };
    });
  }

  /**
   * What a call runs: functions and classes of the program, a parameter that stands for what is handed to it, and those
   * among its arguments that it calls at once.
   */
  #runBy(call: Call): ts.Node[] {
    const runsArguments = isSynchronousCall(call) || runsOnce(call);
    const handed = runsArguments ? (call.arguments ?? []).map(bare).filter(isFunctionExpression) : [];
    const parameter = parameterBehind(bare(call.expression));
    if (parameter) return [parameter, ...handed];
    const called = functionsCalled(this.#reading, call.expression);
    return [...called.flatMap((node) => [node, builderOf(node) ?? []].flat()), ...handed];
  }

  /** Whether a function may run after start-up: as a value, as a method, uncalled, or called by one that may. */
  #isLater(node: ts.Node): boolean {
    const seen = new Set([node]);
    for (const at of seen) {
      const callers = this.#callersOf(at);
      if (!callers) return true;
      for (const caller of callers) seen.add(caller);
    }
    return false;
  }

  /** What calls a function, as long as nothing but calls that the sources show can make it run. */
  #callersOf(node: ts.Node): readonly ts.Node[] | undefined {
    const { memo } = this.#reading;
    return memo.get('callers', node, () => {
      const calls = this.#callsOf(memo.holds(node));
      for (const call of calls ?? []) memo.holds(call);
      return calls?.map(runnerOf).filter((caller) => caller !== undefined);
    });
  }

  #callsOf(node: ts.Node): Call[] | undefined {
    if (ts.isMethodDeclaration(node) || ts.isAccessor(node)) return undefined;
    const calls: Call[] = [];
    const direct = directCall(node);
    const runs = direct && this.#runsOf(direct.call, direct.argument);
    if (direct && !runs) return undefined;
    calls.push(...(runs ?? []));
    const named = ts.isConstructorDeclaration(node) ? node.parent : node;
    for (const use of usesOf(this.#reading, named)) {
      const call = callOf(use);
      const isValue = named === node && ts.isIdentifier(use) && isValueUse(use);
      if ((!call && !isValue) || functionBehind(this.#reading, use) !== named) continue;
      if (isValue || !call) return undefined;
      calls.push(call);
    }
    return calls.length === 0 && isFunctionNode(node) ? undefined : calls;
  }

  /** The calls that run a function expression which one calls or hands on; `undefined` where nobody can tell. */
  #runsOf(call: Call, argument: number): Call[] | undefined {
    if (argument < 0 || isSynchronousCall(call) || runsOnce(call)) return [call];
    const receivers = receiversOf(this.#reading, call, argument).map(callsOfParameter);
    return receivers.length === 0 || receivers.includes(undefined)
      ? undefined
      : receivers.flatMap((calls) => calls ?? []);
  }
}

/** The call that a function expression is the callee of (-1), or which of its arguments it is. */
function directCall(node: ts.Node): { readonly call: Call; readonly argument: number } | undefined {
  if (!isFunctionExpression(node)) return undefined;
  const at = wrapped(node);
  const { parent } = at;
  const isCall = ts.isCallExpression(parent) || ts.isNewExpression(parent);
  return isCall ? { call: parent, argument: parent.arguments?.indexOf(at as ts.Expression) ?? -1 } : undefined;
}

/** The call in which a name says what is called. */
export function callOf(name: ts.Node): Call | undefined {
  const { parent } = name;
  const at = wrapped(ts.isPropertyAccessExpression(parent) && parent.name === name ? parent : name);
  const call = at.parent;
  return (ts.isCallExpression(call) || ts.isNewExpression(call)) && call.expression === at ? call : undefined;
}

/** Every place that may name a function or class. */
function usesOf({ occurrences }: Reading, node: ts.Node): readonly WrittenName[] {
  return namesOf(node).flatMap(({ name, named }) =>
    occurrences.naming(name.text, isDefault(named)).filter((use) => use !== name),
  );
}

/** The names of a function or class: its own, and that of the constant or property that it is bound to. */
export function namesOf(node: ts.Node): readonly { readonly name: WrittenName; readonly named: ts.Node }[] {
  const holder = wrapped(node).parent;
  return [node, holder].flatMap((named) => {
    const { name } = named as ts.NamedDeclaration;
    const isName = name && (ts.isIdentifier(name) || ts.isPrivateIdentifier(name) || ts.isStringLiteral(name));
    const isBinding = named === node || ts.isVariableDeclaration(named) || isMember(named);
    return isName && isBinding ? [{ name, named }] : [];
  });
}

const isMember = (node: ts.Node): boolean => ts.isPropertyAssignment(node) || ts.isPropertyDeclaration(node);

const isFunctionExpression = (node: ts.Node): node is ts.ArrowFunction | ts.FunctionExpression =>
  ts.isArrowFunction(node) || ts.isFunctionExpression(node);

/** Whether a declaration is its module's default export by itself. */
export const isDefault = (node: ts.Node): boolean =>
  ts.canHaveModifiers(node) && (node.modifiers?.some((each) => each.kind === ts.SyntaxKind.DefaultKeyword) ?? false);

/** A call of a built-in method that is done with its argument when it returns. */
export function isSynchronousCall(call: Call): boolean {
  return ts.isPropertyAccessExpression(call.expression) && SYNCHRONOUS.has(call.expression.name.text);
}

function runsOnce({ expression }: Call): boolean {
  const name = ts.isPropertyAccessExpression(expression) ? expression.name : expression;
  return ts.isIdentifier(name) && ONCE.has(name.text);
}

/** Whether a name stands for its value here, and not as what is called, declared, imported or exported. */
export function isValueUse(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isCallExpression(parent) || ts.isNewExpression(parent)) return parent.expression !== node;
  if (ts.isPropertyAccessExpression(parent)) {
    if (parent.name !== node) return false;
    const { parent: around } = parent;
    return !((ts.isCallExpression(around) || ts.isNewExpression(around)) && around.expression === parent);
  }
  const isSpecifier = ts.isImportSpecifier(parent) || ts.isExportSpecifier(parent) || ts.isImportClause(parent);
  const isName = (parent as ts.NamedDeclaration).name === node && !ts.isShorthandPropertyAssignment(parent);
  return !isSpecifier && !isName && !ts.isTypeNode(parent) && !ts.isExpressionWithTypeArguments(parent);
}
