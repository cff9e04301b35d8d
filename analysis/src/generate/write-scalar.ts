import type { Scalar } from '../conversion.ts';

/** What must hold for a value to survive its conversion, as TypeScript, and what to say of one for which it does not. */
export interface Guard {
  readonly test: string;
  readonly why: string;
}

/** A value's conversion into another kind of scalar. Its inverse is the conversion with `from` and `to` exchanged. */
export interface WrittenScalar {
  readonly value: string;
  readonly guard: Guard | null;
}

/** Writes the conversion of the expression `x`. A value that passes its guard comes back equal from the inverse. */
export function writeScalar(from: Scalar, to: Scalar, x: string): WrittenScalar {
  if (from === to) return total(x);
  const target = to === 'iso' ? 'string' : to;
  switch (from) {
    case 'number':
      return fromNumber(to, x);
    case 'bigint':
      return fromBigint(target, x);
    case 'string':
    case 'iso':
      return fromString(to, x);
    case 'boolean':
      return fromBoolean(target, x);
    case 'bit':
      return fromBit(target, x);
    case 'date':
      return fromDate(target, x);
  }
}

function fromNumber(to: Scalar, x: string): WrittenScalar {
  switch (to) {
    case 'bigint':
      return guarded(`BigInt(${x})`, `Number.isSafeInteger(${x}) && !Object.is(${x}, -0)`, 'is no safe whole number');
    case 'string':
    case 'iso':
      return guarded(`String(${x})`, `!Object.is(${x}, -0)`, 'is -0, which no text keeps');
    case 'boolean':
      return guarded(`${x} === 1`, `${x} === 1 || Object.is(${x}, 0)`, 'is neither 0 nor 1');
    case 'bit':
      return guarded(`${x} === 1 ? 1 : 0`, `${x} === 1 || Object.is(${x}, 0)`, 'is neither 0 nor 1');
    default:
      return guarded(
        `new Date(${x})`,
        `Object.is(new Date(${x}).getTime(), ${x})`,
        'is no whole number of milliseconds that a Date can hold',
      );
  }
}

function fromBigint(to: Scalar, x: string): WrittenScalar {
  switch (to) {
    case 'number':
      return guarded(`Number(${x})`, `Number.isSafeInteger(Number(${x}))`, 'is too large for a number');
    case 'string':
      return total(`String(${x})`);
    case 'boolean':
      return guarded(`${x} === 1n`, `${x} === 0n || ${x} === 1n`, 'is neither 0n nor 1n');
    case 'bit':
      return guarded(`${x} === 1n ? 1 : 0`, `${x} === 0n || ${x} === 1n`, 'is neither 0n nor 1n');
    default:
      return guarded(
        `new Date(Number(${x}))`,
        `!Number.isNaN(new Date(Number(${x})).getTime())`,
        'is more milliseconds than a Date can hold',
      );
  }
}

function fromString(to: Scalar, x: string): WrittenScalar {
  switch (to) {
    case 'number':
      return guarded(`Number(${x})`, `String(Number(${x})) === ${x}`, 'is not written as a number is');
    case 'bigint':
      return guarded(`BigInt(${x})`, `/^(0|-?[1-9]\\d*)$/.test(${x})`, 'is not written as a whole number is');
    case 'boolean':
      return guarded(`${x} === 'true'`, `${x} === 'true' || ${x} === 'false'`, "is neither 'true' nor 'false'");
    case 'bit':
      return guarded(`${x} === '1' ? 1 : 0`, `${x} === '0' || ${x} === '1'`, "is neither '0' nor '1'");
    case 'date':
      return guarded(
        `new Date(${x})`,
        `!Number.isNaN(Date.parse(${x})) && new Date(${x}).toISOString() === ${x}`,
        'is not written as Date.toISOString writes it',
      );
    default:
      return total(x);
  }
}

function fromBoolean(to: Scalar, x: string): WrittenScalar {
  if (to === 'string') return total(`String(${x})`);
  return total(to === 'bigint' ? `${x} ? 1n : 0n` : `${x} ? 1 : 0`);
}

function fromBit(to: Scalar, x: string): WrittenScalar {
  switch (to) {
    case 'bigint':
      return total(`BigInt(${x})`);
    case 'string':
      return total(`String(${x})`);
    case 'boolean':
      return total(`${x} === 1`);
    default:
      return total(x);
  }
}

function fromDate(to: Scalar, x: string): WrittenScalar {
  const valid = `!Number.isNaN(Number(${x}))`;
  if (to === 'string') return guarded(`${x}.toISOString()`, valid, 'is an invalid date');
  if (to === 'bigint') return guarded(`BigInt(${x}.getTime())`, valid, 'is an invalid date');
  return total(`${x}.getTime()`);
}

function total(value: string): WrittenScalar {
  return { value, guard: null };
}

function guarded(value: string, test: string, why: string): WrittenScalar {
  return { value, guard: { test, why } };
}
