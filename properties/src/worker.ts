import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { checkLive } from './check-live.ts';
import { type CheckSettings, checkSubject, type SubjectResult } from './check-subject.ts';
import { type CheckRequest, type CurrentJourney, checkedSubjects, FILES, readResults } from './checking.ts';
import { describeResult } from './describe-result.ts';
import { type Subject, subjectsOf } from './subject.ts';
import { inOrder } from './subject-order.ts';
import { TimeLimit } from './time-limit.ts';

// Runs in a process of its own, for mappers are code that may do anything: checks every subject that has no result yet.
const folder = process.argv[2]!;
const request = deserialize(readFileSync(join(folder, FILES.request))) as CheckRequest;
const end = process.exit.bind(process);
const all = subjectsOf(request.diff, request.plan);
const subjects = checkedSubjects(all, request);
const targets = new Set(all.map((subject) => subject.target));

for (const subject of inOrder(request.diff, subjects)) {
  const done = readResults(folder);
  if (done.some(({ target }) => target === subject.target)) continue;
  const unusable = new Set(done.filter(({ isFatal }) => isFatal).map(({ target }) => target));
  const described = describeResult(subject, check(subject, unusable), request);
  appendFileSync(join(folder, FILES.results), `${JSON.stringify(described)}\n`);
}
// Whatever mappers have left running ends here.
end(0);

/** A mapper that hangs or ends the process is left out where others are checked. */
function check(subject: Subject, unusable: ReadonlySet<string>): SubjectResult {
  const { diff, plan, seed, runs, timeoutMs } = request;
  const types = plan.types.map((type) => (unusable.has(type.key) ? { ...type, mapper: null } : type));
  const limit = new TimeLimit(timeoutMs);
  // Whoever asks about a live value has asked about the parts of it before.
  const own = request.live ? new Set([subject.target]) : targets;
  const context = { diff, plan: { ...plan, types }, targets: own, folder };
  const settings: CheckSettings = {
    seed,
    runs,
    run: (journey) => limit.run(journey),
    begin: (direction, recipe) => {
      const current: CurrentJourney = { target: subject.target, direction, recipe };
      writeFileSync(join(folder, FILES.current), serialize(current));
    },
  };
  const given = request.live?.find(({ target }) => target === subject.target);
  return given ? checkLive(subject, given.recipes, context, settings) : checkSubject(subject, context, settings);
}
