// One rehearsal, as the command does it; prints its report, with the CPU time that each phase took in all processes.
import { readdirSync, readFileSync } from 'node:fs';
import { openProject } from '../../project/src/open-project.ts';
import { rehearseVersions } from '../../project/src/rehearse-versions.ts';

/** The unit of /proc/PID/stat. */
const TICK_MS = 10;
const flags = JSON.parse(process.argv[2]!) as { readonly pid: number };
const cpu: Record<string, number> = {};
let before = new Map<number, number>();

const report = await rehearseVersions(openProject(flags, process.cwd()), {
  events: {
    onPhase(phase, done) {
      const now = cpuTimes();
      if (done) cpu[phase] = [...now].reduce((sum, [pid, ms]) => sum + ms - (before.get(pid) ?? 0), 0);
      before = now;
    },
  },
});
process.stdout.write(JSON.stringify({ ...report, cpu }));

/** In milliseconds so far, of the past process, this one and all that it has started. */
function cpuTimes(): Map<number, number> {
  const times = new Map<number, number>();
  const add = (pid: number): void => {
    try {
      const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
      times.set(pid, (Number(fields[11]) + Number(fields[12])) * TICK_MS);
      for (const task of readdirSync(`/proc/${pid}/task`)) {
        const children = readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8');
        for (const child of children.split(' ').filter(Boolean)) add(Number(child));
      }
    } catch {
      // It has ended meanwhile.
    }
  };
  add(process.pid);
  add(flags.pid);
  return times;
}
