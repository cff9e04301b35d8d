import type { LiveProgram } from '../../live-program.ts';
import { copyOf } from '../program-realm.ts';
import type { Inside } from './kinds.ts';

/** What a timer is, as `NodeKind` says: times are in milliseconds. */
export type TimerData = readonly [
  kind: 'interval' | 'timeout',
  delay: number,
  remaining: number,
  isReferenced: boolean,
  isCleared: boolean,
];

/** Whether an object is what `setTimeout` or `setInterval` gave; their class has no public name. */
export function isTimer(object: object, program: LiveProgram): boolean {
  if (!FIELDS.every((field) => Object.hasOwn(object, field))) return false;
  const prototype = Object.getPrototypeOf(object) as object | null;
  const owner: unknown = prototype && Object.getOwnPropertyDescriptor(prototype, 'constructor')?.value;
  if (typeof owner !== 'function' || program.nameOf(owner) !== undefined) return false;
  return Object.getOwnPropertyDescriptor(owner, 'name')?.value === 'Timeout';
}

const FIELDS = ['_idleTimeout', '_idleStart', '_onTimeout', '_timerArgs', '_repeat', '_destroyed'] as const;

/** A timer that was made anew is known to the program, for the one that stands in for it does not tick. */
export function insideOfTimer(timer: object, program: LiveProgram): Inside {
  const { _onTimeout: callback, _timerArgs: given } = valuesOf(timer);
  const parts = [callback, ...(Array.isArray(given) ? copyOf(given) : [])];
  const fill: Inside['fill'] = ([column], sink) => {
    for (const part of parts) sink.push(column!, part);
    return parts.length;
  };
  return { kind: 'timer', keys: [], data: program.timers?.get(timer) ?? readTimer(timer), fill };
}

function readTimer(timer: object): TimerData {
  const { _idleTimeout: delay, _idleStart: start, _repeat: repeat, _destroyed: destroyed } = valuesOf(timer);
  const isCleared = destroyed === true || delay === -1;
  const remaining = isCleared ? 0 : Math.max(0, Math.round(Number(start) + Number(delay) - now()));
  const every = typeof repeat === 'number' ? repeat : Number(delay);
  return [typeof repeat === 'number' ? 'interval' : 'timeout', every, remaining, isReferenced(timer), isCleared];
}

function isReferenced(timer: object): boolean {
  const symbol = Object.getOwnPropertySymbols(timer).find(({ description }) => description === 'refed');
  return symbol !== undefined && Object.getOwnPropertyDescriptor(timer, symbol)?.value === true;
}

function valuesOf(timer: object): Record<(typeof FIELDS)[number], unknown> {
  const entries = FIELDS.map((field) => [field, Object.getOwnPropertyDescriptor(timer, field)?.value] as const);
  return Object.fromEntries(entries) as Record<(typeof FIELDS)[number], unknown>;
}

/** The clock of timers starts with the environment that runs the program. */
function now(): number {
  const { performance } = process.getBuiltinModule('node:perf_hooks');
  return performance.now() - performance.nodeTiming.environment;
}
