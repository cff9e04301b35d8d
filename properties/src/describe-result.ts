import type { SubjectResult } from './check-subject.ts';
import type { CheckRequest, MapperResult } from './checking.ts';
import { describeCounterexample } from './describe-counterexample.ts';
import type { Subject } from './subject.ts';
import { writeTestFile } from './write-test-file.ts';

/** A result as it is written down: its counterexample printed, and as a test where those are asked for. */
export function describeResult(subject: Subject, result: SubjectResult, request: CheckRequest): MapperResult {
  const { diff, plan, transferFromTests } = request;
  const { counterexample: found, outcome, runs, why } = result;
  if (!found) return { target: subject.target, outcome, runs, why, counterexample: null, isFatal: false };
  const { message, path, direction, place } = found;
  const live = request.live?.find(({ target }) => target === subject.target)?.path;
  const places =
    transferFromTests === null ? null : { transfer: transferFromTests, ...(live !== undefined && { live }) };
  const test = places && writeTestFile(found, subject, diff, plan, places);
  const text = describeCounterexample(found, subject, diff);
  const { line, column } = place ?? { line: null, column: null };
  return {
    target: subject.target,
    outcome,
    runs,
    why,
    counterexample: { message, path, direction, line, column, text, test },
    isFatal: found.isFatal,
  };
}
