import { ts } from 'ts-morph';
import type { StateRoot } from '../state-model.ts';
import type { CallGraph } from './call-graph.ts';
import { type CapturedVariable, capturedVariables, outlivingFunctions } from './captures.ts';
import { isCodeConstant } from './code-constants.ts';
import { declarationName } from './reading.ts';
import { readVariable } from './roots.ts';
import { enclosingFunction } from './scopes.ts';
import type { TypeReader } from './type-reader.ts';

/** Variables captured by closures that start-up makes and that outlive the call: roots named `module#function.local`. */
export function readClosureRoots(reader: TypeReader, graph: CallGraph, files: ReadonlySet<ts.SourceFile>): StateRoot[] {
  const roots = new Map<ts.Node, StateRoot>();
  for (const node of graph.startUp) {
    if (!files.has(node.getSourceFile()) || ts.isClassLike(node) || ts.isConstructorDeclaration(node)) continue;
    for (const variable of variablesThatOutlive(reader, node)) {
      if (roots.has(variable) || !ts.isIdentifier(variable.name)) continue;
      const name = `${functionName(reader, node)}.${variable.name.text}`;
      roots.set(variable, readVariable(reader, variable, variable.name, name, 'closure'));
    }
  }
  return [...roots.values()];
}

function variablesThatOutlive(reader: TypeReader, owner: ts.Node): CapturedVariable[] {
  const captured = new Set(
    outlivingFunctions(reader.reading, owner).flatMap((node) => capturedVariables(reader.reading, node)),
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

/** An anonymous function that is bound to nothing still needs a name of its own. */
function functionName(reader: TypeReader, node: ts.Node): string {
  const name = declarationName(reader.reading, node);
  return name.endsWith('#') ? `${name}anonymous` : name;
}
