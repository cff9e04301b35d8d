import type { ts } from 'ts-morph';
import type { StateType } from '../state-model.ts';
import type { Place, TypeReader } from './type-reader.ts';

/** Finds out where the functions come from that the program stores in a field or variable. */
export class FunctionSlots {
  functionType(reader: TypeReader, type: ts.Type, _place: Place): StateType {
    const text = reader.reading.checker.typeToString(type);
    return { kind: 'function', text, origin: 'unknown', captures: [], named: [], closures: [] };
  }
}
