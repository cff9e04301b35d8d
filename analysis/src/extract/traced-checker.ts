import { ts } from 'ts-morph';
import type { Memo } from './memo.ts';
import { isPlain, TypeSources } from './type-sources.ts';

/**
 * The type checker, with every question to it traced: which files its answer is found from. Where a type is written out,
 * those are the files of what it names; where it is inferred in a way that is not followed here, or computed from other
 * types, everything counts that the file can see.
 */
export function tracedChecker(checker: ts.TypeChecker, memo: Memo): TracedChecker {
  const sources = new TypeSources(checker, memo);
  const traced: Partial<ts.TypeChecker> = {
    getSymbolAtLocation(node) {
      const symbol = checker.getSymbolAtLocation(node);
      if (memo.trace) sources.name(node, symbol);
      return symbol;
    },
    getShorthandAssignmentValueSymbol(node) {
      const symbol = checker.getShorthandAssignmentValueSymbol(node);
      if (memo.trace && node) sources.name(node, symbol);
      return symbol;
    },
    getAliasedSymbol(symbol) {
      const target = checker.getAliasedSymbol(symbol);
      sources.symbol(target);
      return target;
    },
    getTypeAtLocation(node) {
      sources.node(node);
      return checker.getTypeAtLocation(node);
    },
    getTypeFromTypeNode(node) {
      sources.typeNode(node);
      return checker.getTypeFromTypeNode(node);
    },
    getTypeOfSymbol(symbol) {
      for (const declaration of symbol.declarations ?? []) sources.declaration(declaration);
      return checker.getTypeOfSymbol(symbol);
    },
    getContextualType(node) {
      sources.expected(node);
      return checker.getContextualType(node);
    },
    getResolvedSignature(call) {
      sources.call(call);
      return checker.getResolvedSignature(call);
    },
    getConstantValue(member) {
      if (ts.isEnumMember(member) && member.initializer && !isPlain(member.initializer)) sources.closure(member);
      else sources.part(member);
      return checker.getConstantValue(member);
    },
    getPropertiesOfType(type) {
      sources.type(type);
      return checker.getPropertiesOfType(type);
    },
    typeToString(type, ...rest) {
      sources.type(type);
      return checker.typeToString(type, ...rest);
    },
  };
  return {
    checker: Object.assign(Object.create(checker) as ts.TypeChecker, traced),
    trace: (type) => sources.type(type),
  };
}

interface TracedChecker {
  readonly checker: ts.TypeChecker;
  /** What a type is declared as counts. */
  readonly trace: (type: ts.Type) => void;
}
