import type { Runtime } from 'node:inspector';
import { agentExpression } from './agent-source.ts';
import type { CaptureRequest, CaptureResult } from './agents/capture.ts';
import type { InvariantRequest } from './agents/rebuild/check-invariants.ts';
import type { RebuildRequest } from './agents/rebuild.ts';
import { InspectorError, type InspectorSession } from './inspector-session.ts';
import type { GuardedCall } from './limits.ts';
import type { RebuildSummary } from './rebuild-result.ts';

/** What a capture gave, and the handle of the classes that have no name yet; undefined where there are none. */
export interface CaptureOutcome {
  readonly objects: number;
  readonly bytes: number;
  readonly unknown: string | undefined;
  /** Codes of the closures that were captured. */
  readonly codes: readonly string[];
}

export interface RebuildOutcome {
  readonly summary: RebuildSummary;
  /** Handle of the objects that stand for those of the capture. */
  readonly counterparts: string;
}

/** The agents that capture and rebuild state, inside one process. `program` is the handle of its `LiveProgram`. */
export class RehearsalAgents {
  readonly #session: InspectorSession;
  readonly #agents: ReadonlyMap<string, string>;
  readonly #timeoutMs: number;

  private constructor(session: InspectorSession, agents: ReadonlyMap<string, string>, timeoutMs: number) {
    this.#session = session;
    this.#agents = agents;
    this.#timeoutMs = timeoutMs;
  }

  /**
   * Brings agents into a process; `timeoutMs` is how long this and any later call may take that has no limit of its own.
   * Throws an `InspectorError` where there is no answer by then.
   */
  static async open(
    session: InspectorSession,
    names: readonly ('capture' | 'rebuild')[],
    timeoutMs: number,
  ): Promise<RehearsalAgents> {
    const agents = new Map<string, string>();
    for (const name of names) {
      const params = {
        expression: await agentExpression(name, name === 'rebuild' ? 'program' : 'own'),
        includeCommandLineAPI: true,
        objectGroup: GROUP,
        silent: true,
      };
      const answer = await session.send<Runtime.EvaluateReturnType>('Runtime.evaluate', params, { timeoutMs });
      agents.set(name, handleOf(answer));
    }
    return new RehearsalAgents(session, agents, timeoutMs);
  }

  /** Makes the process ready to be captured without having to wait for the agent. */
  async warmUp(timeoutMs: number): Promise<void> {
    const agent = this.#agents.get('capture')!;
    await this.#send(agent, 'function () { return this.warmUp(); }', [], false, timeoutMs, true);
  }

  /**
   * Reads the state of a process; gives the handle of what `write` then writes. `look` makes known what only the debugger
   * sees of the objects of an array; false where all must be looked at anew. `run` runs a function of the process where that
   * must not be the inspector's doing.
   */
  async read(
    program: string,
    request: Pick<CaptureRequest, 'file' | 'roots'>,
    counterparts: string | undefined,
    look: (objects: string) => Promise<boolean>,
    { run, timeoutMs }: { readonly run?: (job: string) => Promise<string>; readonly timeoutMs: number },
  ): Promise<string> {
    const agent = this.#agents.get('capture')!;
    const step = (work: string, declaration: string) =>
      this.#send(agent, declaration, [{ objectId: work }], false, timeoutMs);
    const begin = async () => {
      const given = await this.#call('capture', run ? BEGINNING : BEGIN, program, request, counterparts, timeoutMs);
      if (!run) return given;
      // The moment lets go of its handles when it ends.
      return (await this.#send(await run(given), 'function () { return this; }', [], false)).objectId!;
    };
    let work = await begin();
    try {
      for (;;) {
        const { objectId: objects } = await step(work, 'function (work) { return this.pending(work); }');
        if ((await this.#facts<number>(objects!, LENGTH)) === 0) break;
        if (await look(objects!)) await step(work, 'function (work) { this.resume(work); }');
        else {
          await step(work, ABANDON);
          work = await begin();
        }
      }
      await step(work, 'function (work) { this.settle(work); }');
      return work;
    } catch (error) {
      await step(work, ABANDON).catch(() => {});
      throw error;
    }
  }

  /**
   * Reads as `read` does while the process runs on, and keeps nothing of it: what it makes known about the program's code
   * holds later, too. Gives the handle of the classes that have no name yet; undefined where there are none.
   */
  async survey(
    program: string,
    request: Pick<CaptureRequest, 'file' | 'roots'>,
    look: (objects: string) => Promise<boolean>,
    timeoutMs: number,
  ): Promise<string | undefined> {
    const agent = this.#agents.get('capture')!;
    const work = [{ objectId: await this.read(program, request, undefined, look, { timeoutMs }) }];
    const { objectId } = await this.#send(agent, 'function (work) { return this.unnamedIn(work); }', work, false);
    await this.#send(agent, ABANDON, work, false);
    return (await this.#facts<number>(objectId!, LENGTH)) === 0 ? undefined : objectId;
  }

  /** Handle of an array of those objects of an array that were not met by what `read` gave. */
  async unmet(work: string, objects: string): Promise<string> {
    const declaration = 'function (work, objects) { return this.unmet(work, objects); }';
    const args = [{ objectId: work }, { objectId: objects }];
    return (await this.#send(this.#agents.get('capture')!, declaration, args, false)).objectId!;
  }

  /** Writes the state that was read, while the process runs on. */
  async write(work: string, timeoutMs?: number): Promise<CaptureOutcome> {
    const declaration = 'function (work) { return this.finishMeanwhile(work); }';
    const answer = await this.#send(
      this.#agents.get('capture')!,
      declaration,
      [{ objectId: work }],
      false,
      timeoutMs,
      true,
    );
    const result = answer.objectId!;
    const facts = await this.#facts<CaptureFacts>(result, CAPTURE_FACTS);
    return { ...facts, unknown: facts.unknown > 0 ? await this.#field(result, 'unknown') : undefined };
  }

  /** The call that rebuilds state, for whoever guards it; `readRebuild` takes the handle of its result. */
  rebuildCall(program: string, request: RebuildRequest, initializers: ReadonlyMap<string, string>): GuardedCall {
    const functions = [...initializers.values()].map((objectId) => ({ objectId }));
    const params = {
      objectId: this.#agents.get('rebuild')!,
      functionDeclaration: REBUILD,
      arguments: [{ objectId: program }, { value: request }, { value: [...initializers.keys()] }, ...functions],
      objectGroup: GROUP,
      awaitPromise: true,
      silent: true,
    };
    return { method: 'Runtime.callFunctionOn', params };
  }

  async readRebuild(result: string): Promise<RebuildOutcome> {
    const summary = await this.#facts<RebuildSummary>(result, 'function () { return this.summary; }');
    return { summary, counterparts: await this.#field(result, 'counterparts') };
  }

  /** The object that a rebuild works on which was stopped, by its number in the capture; -1 where there is none. */
  async currentObject(timeoutMs: number): Promise<number> {
    const declaration = 'function () { return this.currentObject(); }';
    return (await this.#send<number>(this.#agents.get('rebuild')!, declaration, [], true, timeoutMs)).value ?? -1;
  }

  /** The call that asks the author's invariants about objects of a capture, by their numbers, for whoever guards it. */
  async invariantsCall(
    program: string,
    request: InvariantRequest,
    work: string,
    ids: readonly number[],
    timeoutMs: number,
  ): Promise<GuardedCall> {
    const declaration = 'function (work, ids) { return this.objectsOf(work, ids); }';
    const args = [{ objectId: work }, { value: ids }];
    const values = (await this.#send(this.#agents.get('capture')!, declaration, args, false, timeoutMs)).objectId!;
    const params = {
      objectId: this.#agents.get('rebuild')!,
      functionDeclaration:
        'function (program, request, values) { return this.checkInvariants(program, request, values); }',
      arguments: [{ objectId: program }, { value: request }, { objectId: values }],
      objectGroup: GROUP,
      returnByValue: true,
      silent: true,
    };
    return { method: 'Runtime.callFunctionOn', params };
  }

  /** The invariant that a stopped check asked, and the value that it asked about, by their places. */
  async askedInvariant(timeoutMs: number): Promise<readonly [invariant: number, value: number]> {
    const declaration = 'function () { return this.askedInvariant(); }';
    const answer = await this.#send<[number, number]>(this.#agents.get('rebuild')!, declaration, [], true, timeoutMs);
    return answer.value!;
  }

  /** Lets go of everything that was held in the process. */
  async release(timeoutMs: number): Promise<void> {
    await this.#session.send('Runtime.releaseObjectGroup', { objectGroup: GROUP }, { timeoutMs });
  }

  async #call(
    agent: string,
    declaration: string,
    program: string,
    request: object,
    extra: string | undefined,
    timeoutMs: number | undefined,
  ): Promise<string> {
    const text = JSON.stringify(request);
    const args = [{ objectId: program }, { value: text }, extra === undefined ? {} : { objectId: extra }];
    const { objectId } = await this.#send(this.#agents.get(agent)!, declaration, args, false, timeoutMs);
    return objectId!;
  }

  async #facts<Value>(result: string, declaration: string): Promise<Value> {
    return (await this.#send<Value>(result, declaration, [], true)).value!;
  }

  async #field(result: string, name: keyof CaptureResult | 'counterparts'): Promise<string> {
    return (await this.#send(result, `function () { return this.${name}; }`, [], false)).objectId!;
  }

  async #send<Value>(
    objectId: string,
    functionDeclaration: string,
    args: readonly object[],
    returnByValue: boolean,
    timeoutMs = this.#timeoutMs,
    awaitPromise = false,
  ): Promise<{ readonly objectId?: string; readonly value?: Value }> {
    const how = { returnByValue, awaitPromise, objectGroup: GROUP, silent: true };
    const params = { objectId, functionDeclaration, arguments: args, ...how };
    const call = this.#session.send<Runtime.CallFunctionOnReturnType>('Runtime.callFunctionOn', params, { timeoutMs });
    const answer = await call;
    refuseThrown(answer);
    return answer.result as { readonly objectId?: string; readonly value?: Value };
  }
}

type CaptureFacts = Pick<CaptureOutcome, 'objects' | 'bytes' | 'codes'> & { readonly unknown: number };

const ABANDON = 'function (work) { this.abandon(work); }';
const LENGTH = 'function () { return this.length; }';
const GROUP = 'timeferry-rehearsal';
const BEGINNING =
  'function (program, request, counterparts) { return () => this.begin(program, this.parse(request), counterparts); }';
const BEGIN =
  'function (program, request, counterparts) { return this.begin(program, this.parse(request), counterparts); }';
const CAPTURE_FACTS =
  'function () { return { objects: this.objects, bytes: this.bytes, unknown: this.unknown.length, codes: this.codes }; }';
/** From a task of its own loop: while a call of the inspector runs, a process takes no message that would stop it. */
const REBUILD = `function (program, request, names, ...functions) {
  const initializers = new Map(names.map((name, index) => [name, functions[index]]));
  return new Promise((resolve, reject) => {
    process.getBuiltinModule('node:timers').setImmediate(() => {
      try { resolve(this.rebuild(program, { ...request, initializers })); } catch (error) { reject(error); }
    });
  });
}`;

function handleOf(answer: Runtime.EvaluateReturnType): string {
  refuseThrown(answer);
  return answer.result.objectId!;
}

function refuseThrown({ exceptionDetails }: Runtime.EvaluateReturnType): void {
  if (exceptionDetails) throw new InspectorError(exceptionDetails.exception?.description ?? exceptionDetails.text);
}
