import type { StateDiff } from '@timeferry/analysis/state-diff';
import { buildValue } from './build-value.ts';
import type { Counterexample } from './check-subject.ts';
import { printValue } from './print-value.ts';
import { StandInProgram } from './stand-in-program.ts';
import type { Subject } from './subject.ts';

/** A counterexample for people: the value, what is wrong, and where in it. */
export function describeCounterexample(found: Counterexample, subject: Subject, diff: StateDiff): string {
  const { direction, message, path } = found;
  const { declarations, expression } = printCounterexample(found, subject, diff);
  const what =
    direction === 'forward' ? 'A past value, there and back:' : 'A future value, to the past version and back:';
  return [what, ...declarations, expression]
    .flatMap((line, index) => (index === 0 ? [line] : shortened(line).map((each) => `  ${each}`)))
    .concat(path === '' ? `${message}.` : `At ${path}: ${message}.`)
    .join('\n');
}

/** The value of a counterexample as JavaScript. */
export function printCounterexample({ direction, recipe }: Counterexample, subject: Subject, diff: StateDiff) {
  const side = direction === 'forward' ? 'past' : 'future';
  const program = new StandInProgram(diff[side], subject.root[side]!);
  return printValue(buildValue(recipe, program, diff[side]), program);
}

function shortened(line: string): string[] {
  return [line.length <= LONGEST ? line : `${line.slice(0, LONGEST)}… (${line.length} characters)`];
}

const LONGEST = 2000;
