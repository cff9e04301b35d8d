import { readdirSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Fault } from './fault.ts';
import { faultsOf } from './inject.ts';
import { killFaults } from './killed-rehearsal.ts';
import { messageFaults } from './message-faults.ts';
import { type RunningProgram, startProgram } from './program.ts';
import { sample } from './random.ts';
import { placeOf, table, writeTable } from './table.ts';
import { type Baseline, baselineOf, checkUnchanged, type Tried, tryFault } from './try-fault.ts';
import { Wire } from './wire.ts';

/** A fault and what came of it. */
export interface Trial extends Tried {
  readonly fault: Fault;
}

/** More than this share of the faults must not be missed. */
const MOST_MISSED = 0.01;

/** Runs the campaign that the arguments ask for; exits with 1 where a past process was harmed, or too many faults were missed. */
export async function main(args: readonly string[]): Promise<void> {
  const { positionals, values } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      faults: { type: 'string' },
      seed: { type: 'string' },
      kind: { type: 'string', multiple: true },
      write: { type: 'boolean' },
    },
  });
  const names = positionals.length > 0 ? positionals : readdirSync(new URL('./programs/', import.meta.url));
  const trials = await campaign(
    names,
    values.faults === undefined ? undefined : Number(values.faults),
    Number(values.seed ?? 1),
    values.kind,
  );
  console.log(table(trials));
  const missed = trials.filter(({ detection }) => detection === 'missed');
  const harmed = trials.filter(({ harm }) => harm.length > 0);
  for (const trial of missed) console.log(describe(trial));
  for (const trial of harmed) console.log(`${describe(trial)}: ${trial.harm.join('; ')}`);
  if (values.write) await writeTable(trials);
  if (harmed.length > 0 || missed.length > trials.length * MOST_MISSED) process.exitCode = 1;
}

const AT_ONCE = 3;

async function campaign(
  names: readonly string[],
  count: number | undefined,
  seed: number,
  kinds: readonly string[] | undefined,
): Promise<Trial[]> {
  await using wire = await Wire.open();
  await using programs = new Programs(wire);
  for (const name of names) await programs.start(name);
  const wanted = programs.faults().filter(({ kind }) => kinds?.includes(kind) ?? true);
  const faults = sample(wanted, count, seed);
  const trials: Trial[] = [];
  const queues = names.map((name) => faults.filter(({ program }) => program === name));
  const next = (): Fault[] | undefined => queues.shift();
  const work = async () => {
    for (let queue = next(); queue; queue = next()) {
      for (const fault of queue) {
        trials.push({ fault, ...(await programs.try(fault)) });
        if (trials.length % 50 === 0) console.error(`${trials.length} of ${faults.length}`);
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  await programs.check();
  return trials;
}

/** The programs of a campaign, each with what its right transfer module leaves. */
class Programs implements AsyncDisposable {
  readonly #running = new Map<string, { readonly program: RunningProgram; readonly baseline: Baseline }>();
  readonly #wire: Wire;

  constructor(wire: Wire) {
    this.#wire = wire;
  }

  /** Every fault that a rehearsal of one of the programs can be given. */
  faults(): Fault[] {
    return [...this.#running.values()].flatMap(({ program: { name, transfer }, baseline }) => [
      ...faultsOf(name, transfer),
      ...messageFaults(name, baseline.traffic),
      ...killFaults(name),
    ]);
  }

  async start(name: string): Promise<void> {
    const program = await startProgram(name);
    try {
      this.#running.set(name, { program, baseline: await baselineOf(program, this.#wire) });
    } catch (error) {
      await program[Symbol.asyncDispose]();
      throw error;
    }
  }

  try(fault: Fault): Promise<Tried> {
    const { program, baseline } = this.#running.get(fault.program)!;
    return tryFault(program, fault, baseline, this.#wire);
  }

  /** Throws where one of the programs is not what it was before the faults. */
  async check(): Promise<void> {
    for (const { program, baseline } of this.#running.values()) await checkUnchanged(program, baseline);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const { program } of this.#running.values()) await program[Symbol.asyncDispose]();
  }
}

function describe({ fault, said, detection }: Trial): string {
  return `${detection}: ${placeOf(fault)}, ${fault.kind}: ${fault.change} (${said})`;
}
