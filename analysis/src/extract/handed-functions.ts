import { ts } from 'ts-morph';
import { functionBehind, functionsCalled } from './function-behind.ts';
import { type Call, isFunctionNode } from './outline.ts';
import type { Reading } from './reading.ts';
import { bare } from './scopes.ts';
import { someBelow } from './walk.ts';

/** A function, or a parameter that stands for one, which a call hands to a parameter of the program's own functions. */
export interface HandedFunction {
  readonly to: ts.ParameterDeclaration;
  readonly value: ts.Node;
}

/** What a call hands on to parameters that are plain names. */
export function handedBy(reading: Reading, call: Call): HandedFunction[] {
  return (call.arguments ?? []).flatMap((argument, index) => {
    const value = handedFunction(reading, bare(argument));
    return value ? receiversOf(reading, call, index).map((to) => ({ to, value })) : [];
  });
}

/** The parameters that get an argument of a call; none where they do not all have a name of their own. */
export function receiversOf(reading: Reading, call: Call, index: number): readonly ts.ParameterDeclaration[] {
  const functions = functionsCalled(reading, call.expression).flatMap((node) => builderOf(node) ?? node);
  const parameters = functions.flatMap((node) => (isFunctionNode(node) ? (node.parameters[index] ?? []) : []));
  const isPlain = parameters.every(({ name, dotDotDotToken }) => ts.isIdentifier(name) && !dotDotDotToken);
  return isPlain && parameters.length === functions.length ? parameters : [];
}

/** The constructor that a class declares. */
export function builderOf(node: ts.Node): ts.ConstructorDeclaration | undefined {
  if (!ts.isClassLike(node)) return undefined;
  return node.members.filter(ts.isConstructorDeclaration).find((member) => member.body !== undefined);
}

/** The parameter of a function around it that a name stands for. */
export function parameterBehind(name: ts.Node): ts.ParameterDeclaration | undefined {
  if (!ts.isIdentifier(name)) return undefined;
  for (let at: ts.Node = name; !ts.isSourceFile(at); at = at.parent) {
    if (!isFunctionNode(at)) continue;
    const found = at.parameters.find((each) => ts.isIdentifier(each.name) && each.name.text === name.text);
    if (found) return found.name === name ? undefined : found;
  }
  return undefined;
}

/** The calls of a parameter; `undefined` where its function does anything else with it. */
export function callsOfParameter(parameter: ts.ParameterDeclaration): Call[] | undefined {
  if (ts.isParameterPropertyDeclaration(parameter, parameter.parent)) return undefined;
  const calls: Call[] = [];
  const isKept = someBelow(parameter.parent, (node) => {
    if (parameterBehind(node) !== parameter) return false;
    const isCalled = ts.isCallExpression(node.parent) && node.parent.expression === node;
    if (isCalled) calls.push(node.parent);
    return !isCalled;
  });
  return isKept ? undefined : calls;
}

function handedFunction(reading: Reading, value: ts.Expression): ts.Node | undefined {
  if (ts.isArrowFunction(value) || ts.isFunctionExpression(value)) return value;
  return parameterBehind(value) ?? functionBehind(reading, value);
}
