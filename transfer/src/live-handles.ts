import type { Runtime } from 'node:inspector';
import { agentExpression } from './agent-source.ts';
import { InspectorError, type InspectorSession } from './inspector-session.ts';

/** What a call inside the process is given: an object that lives there, or a plain value. */
export type Argument = { readonly objectId: string } | { readonly value: unknown };

export interface Properties {
  readonly own: readonly Runtime.PropertyDescriptor[];
  readonly internal: readonly Runtime.InternalPropertyDescriptor[];
  readonly private: readonly { readonly name: string; readonly value?: Runtime.RemoteObject }[];
}

/**
 * Holds objects of a process and calls the program agent there. Every handle belongs to one group, so `release` leaves
 * nothing behind; every step has a time limit.
 */
export class LiveHandles {
  readonly session: InspectorSession;
  readonly group: string;
  readonly #timeoutMs: number;
  readonly #agent: string;

  private constructor(session: InspectorSession, group: string, timeoutMs: number, agent: string) {
    this.session = session;
    this.group = group;
    this.#timeoutMs = timeoutMs;
    this.#agent = agent;
  }

  /** Brings the agent into the process. Throws an `InspectorError` where the process does not answer in `timeoutMs`. */
  static async open(session: InspectorSession, timeoutMs: number): Promise<LiveHandles> {
    lastGroup += 1;
    const group = `timeferry-${lastGroup}`;
    const params = {
      expression: await agentExpression('program'),
      includeCommandLineAPI: true,
      objectGroup: group,
      silent: true,
    };
    const answer = await session.send<Runtime.EvaluateReturnType>('Runtime.evaluate', params, { timeoutMs });
    return new LiveHandles(session, group, timeoutMs, handleOf(answer));
  }

  /** Sends with the time limit of this holder. */
  send<Result>(method: string, params: object = {}): Promise<Result> {
    return this.session.send<Result>(method, params, { timeoutMs: this.#timeoutMs });
  }

  /** What an exported function of the program agent gives, by value. */
  async call<Value>(name: string, ...args: readonly Argument[]): Promise<Value> {
    return (await this.#callAgent(name, args, true)).value as Value;
  }

  /** The handle of the object that an exported function of the program agent gives. */
  async hold(name: string, ...args: readonly Argument[]): Promise<string> {
    const { objectId } = await this.#callAgent(name, args, false);
    if (objectId === undefined) throw new InspectorError(`The agent's ${name} gave no object.`);
    return objectId;
  }

  /** Own properties of an object; getters are not run. */
  async properties(objectId: string): Promise<Properties> {
    const answer = await this.send<PropertiesAnswer>('Runtime.getProperties', { objectId, ownProperties: true });
    return {
      own: answer.result,
      internal: answer.internalProperties ?? [],
      private: answer.privateProperties ?? [],
    };
  }

  /** Handles of the elements of an array that the process holds. */
  async elements(arrayId: string): Promise<string[]> {
    const { own } = await this.properties(arrayId);
    return own.flatMap(({ name, value }) => (/^\d+$/.test(name) && value?.objectId ? [value.objectId] : []));
  }

  /** The handle of an array of all live objects that inherit from a prototype. Collects garbage first. */
  async heirs(prototypeId: string): Promise<string> {
    const params = { prototypeObjectId: prototypeId, objectGroup: this.group };
    const query = this.send<Runtime.QueryObjectsReturnType>('Runtime.queryObjects', params);
    const answer = await this.session.stops.during(query);
    return answer.objects.objectId as string;
  }

  /** Lets go of every handle. */
  async release(): Promise<void> {
    await this.send('Runtime.releaseObjectGroup', { objectGroup: this.group });
  }

  async #callAgent(name: string, args: readonly Argument[], returnByValue: boolean): Promise<ValueObject> {
    const params = {
      objectId: this.#agent,
      ...callOf(name, args),
      returnByValue,
      objectGroup: this.group,
      silent: true,
    };
    return resultOf(await this.send<Runtime.CallFunctionOnReturnType>('Runtime.callFunctionOn', params));
  }
}

/**
 * How an exported function of an agent is called: nothing of the program's realm has a part in it, so what is given by
 * value becomes an object only in the agent's own.
 */
export function callOf(
  name: string,
  args: readonly Argument[],
): { readonly functionDeclaration: string; readonly arguments: readonly Argument[] } {
  const isText = args.map((one) => 'value' in one && typeof one.value === 'object' && one.value !== null);
  const names = args.map((_, index) => `$${index}`);
  const given = names.map((one, index) => (isText[index] ? `this.parse(${one})` : one));
  return {
    functionDeclaration: `function (${names.join(', ')}) { return this.${name}(${given.join(', ')}); }`,
    arguments: args.map((one, index) =>
      isText[index] ? { value: JSON.stringify((one as { value: unknown }).value) } : one,
    ),
  };
}

let lastGroup = 0;

type ValueObject = Runtime.RemoteObject & { readonly value?: unknown };

interface PropertiesAnswer {
  readonly result: Runtime.PropertyDescriptor[];
  readonly internalProperties?: Runtime.InternalPropertyDescriptor[];
  readonly privateProperties?: { readonly name: string; readonly value?: Runtime.RemoteObject }[];
}

/** The handle in an answer. Throws an `InspectorError` with the message of what was thrown inside the process. */
export function handleOf(answer: Runtime.EvaluateReturnType): string {
  const { objectId } = resultOf(answer);
  if (objectId === undefined) throw new InspectorError('The process gave a plain value where an object was expected.');
  return objectId;
}

function resultOf(answer: Runtime.EvaluateReturnType): ValueObject {
  if (answer.exceptionDetails === undefined) return answer.result;
  const { exception, text } = answer.exceptionDetails;
  throw new InspectorError((exception?.description ?? text).split('\n')[0] as string);
}
