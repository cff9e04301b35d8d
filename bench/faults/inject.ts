import { ts } from 'ts-morph';
import type { FaultKind, ModuleFault } from './fault.ts';
import { statementFaults } from './statement-faults.ts';
import { valueFaults } from './value-faults.ts';

/** A change of a text: what stands between two offsets becomes something else. */
export interface Edit {
  readonly kind: FaultKind;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Every fault that one place of a transfer module can be given, in the order of the places. */
export function faultsOf(program: string, text: string): ModuleFault[] {
  const source = ts.createSourceFile('transfer.ts', text, ts.ScriptTarget.ESNext, true);
  const seen = new Set<string>();
  const faults: ModuleFault[] = [];
  for (const edit of mappersOf(source).flatMap((mapper) => editsIn(source, mapper))) {
    const changed = text.slice(0, edit.start) + edit.text + text.slice(edit.end);
    if (seen.has(changed) || changed === text) continue;
    seen.add(changed);
    const change = `${short(text.slice(edit.start, edit.end))} -> ${short(edit.text)}`;
    const line = source.getLineAndCharacterOfPosition(edit.start).line + 1;
    faults.push({ program, kind: edit.kind, change, line, text: changed });
  }
  return faults;
}

function editsIn(source: ts.SourceFile, mapper: ts.Node): Edit[] {
  const edits: Edit[] = [];
  const names = fieldNames(mapper);
  const visit = (node: ts.Node): void => {
    // Types are nothing at run time.
    if (ts.isTypeNode(node)) return;
    edits.push(...statementFaults(node, source), ...valueFaults(node, source, names));
    node.forEachChild(visit);
  };
  visit(mapper);
  return edits;
}

/** What runs of a transfer module: its mappers' functions and the tables beside them. */
function mappersOf(source: ts.SourceFile): ts.Node[] {
  return source.statements.filter(ts.isVariableStatement);
}

/** Names of the fields that a mapper speaks of, by which one is taken for another. */
function fieldNames(mapper: ts.Node): string[] {
  const names = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAccessExpression(node) && ts.isIdentifier(node.expression)) {
      if (['past', 'future'].includes(node.expression.text)) names.add(node.name.text);
    }
    node.forEachChild(visit);
  };
  visit(mapper);
  return [...names];
}

function short(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length > 60 ? `${line.slice(0, 59)}…` : line;
}
