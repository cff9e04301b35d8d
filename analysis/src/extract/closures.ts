import { ts } from 'ts-morph';
import { oncePer } from '../once-per.ts';
import type { StateRoot } from '../state-model.ts';
import type { CallGraph } from './call-graph.ts';
import { type CapturedVariable, capturedVariables, outlivingFunctions } from './captures.ts';
import { isCodeConstant } from './code-constants.ts';
import { isFunctionNode } from './outline.ts';
import { declarationName } from './reading.ts';
import { readVariable } from './roots.ts';
import { enclosingFunction, isScope } from './scopes.ts';
import type { TypeReader } from './type-reader.ts';
import { walk } from './walk.ts';

/**
 * Variables captured by closures that start-up makes and that outlive the call, or the block, they belong to: roots named
 * `module#function.local`, and `module#local` for those of a block.
 */
export function* readClosureRoots(
  reader: TypeReader,
  graph: CallGraph,
  files: readonly ts.SourceFile[],
): Generator<void, StateRoot[]> {
  const order = new Map(files.map((file, index) => [file, index]));
  const place = (node: ts.Node) => order.get(node.getSourceFile())!;
  const inOrder = (a: ts.Node, b: ts.Node) => place(a) - place(b) || a.pos - b.pos;
  const functions = [...graph.startUp].filter((node) => order.has(node.getSourceFile()) && isFunctionNode(node));
  const found: CapturedRoot[] = [];
  const counts = new Map<string, number>();
  for (const scope of [...functions, ...files.flatMap(topLevelBlocks)].toSorted(inOrder)) {
    const { fileName } = scope.getSourceFile();
    const count = (counts.get(fileName) ?? 0) + 1;
    counts.set(fileName, count);
    found.push(...reader.readRoots(scope, `${fileName}:${count}`, () => readScope(reader, scope)));
    yield;
  }
  return found.toSorted((a, b) => inOrder(a.variable, b.variable)).map(({ root }) => root);
}

interface CapturedRoot {
  readonly variable: CapturedVariable;
  readonly root: StateRoot;
}

function readScope(reader: TypeReader, scope: ts.Node): CapturedRoot[] {
  reader.reading.memo.holds(scope);
  const variables = variablesThatOutlive(reader, scope, isFunctionNode(scope) ? scope : undefined);
  return variables.flatMap((variable) => readCaptured(reader, variable).map((root) => ({ variable, root })));
}

function readCaptured(reader: TypeReader, variable: CapturedVariable): StateRoot[] {
  const { name } = variable;
  if (!ts.isIdentifier(name)) return [];
  return [readVariable(reader, variable, name, `${ownerName(reader, variable)}${name.text}`, 'closure')];
}

/** Two functions of one name, or without any, may each have a variable of the same name, as may two blocks. */
export function withUniqueNames(roots: readonly StateRoot[]): StateRoot[] {
  const counts = new Map<string, number>();
  return roots.map((root) => {
    const count = (counts.get(root.name) ?? 0) + 1;
    counts.set(root.name, count);
    return count === 1 ? root : { ...root, name: `${root.name} (${count})` };
  });
}

/** Blocks that the module itself runs, those of its classes included; blocks in them are part of them. */
const topLevelBlocks = oncePer((file: ts.SourceFile): readonly ts.Node[] => {
  const found: ts.Node[] = [];
  walk(file, (node) => {
    if (ts.isFunctionLike(node)) return false;
    if (isScope(node)) found.push(node);
    return !isScope(node);
  });
  return found;
});

function variablesThatOutlive(reader: TypeReader, scope: ts.Node, owner: ts.Node | undefined): CapturedVariable[] {
  const captured = new Set(
    outlivingFunctions(reader.reading, scope).flatMap((node) => capturedVariables(reader.reading, node)),
  );
  return [...captured].filter((variable) => enclosingFunction(variable) === owner && isState(reader, variable));
}

function isState(reader: TypeReader, variable: CapturedVariable): boolean {
  const declaration = ts.findAncestor(variable, ts.isVariableDeclaration);
  const isOwn = declaration && !ts.findAncestor(variable, (at) => ts.isParameter(at) && at.pos >= declaration.pos);
  if (!isOwn || !ts.isVariableDeclarationList(declaration.parent) || !(declaration.parent.flags & ts.NodeFlags.Const))
    return true;
  if (ts.isForOfStatement(declaration.parent.parent) || ts.isForInStatement(declaration.parent.parent)) return true;
  const holder = variable as ts.VariableDeclaration | ts.BindingElement;
  return !isCodeConstant(reader.reading, declaration, holder);
}

/** The function that a variable belongs to, as its name begins; one that is bound to nothing needs a name too. */
function ownerName({ reading }: TypeReader, variable: CapturedVariable): string {
  const owner = enclosingFunction(variable);
  const name = declarationName(reading, owner ?? variable);
  if (!name.endsWith('#')) return `${name}.`;
  return owner ? `${name}anonymous.` : name;
}
